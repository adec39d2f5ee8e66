-- edit_draft: replaces the raffle that a draft describes. The caller has read the draft and its revision (the number of
-- earlier edits), and has computed the new raffle from the draft. After this read, another call may have changed the
-- draft. So if the revision is no longer `known`, the script changes nothing.
--
-- KEYS
--   1 draft          hash, the draft of the raffle
--   2 log            list, what managers did, JSON
-- ARGV
--   1 known          the revision of the draft that the caller has read
--   2 request        the new raffle, JSON
--   3 line           line of the log, JSON without its time and its last brace
-- Answers
--   {'edited'}       the draft is written
--   {'outdated'}     the draft has another revision, or was published or deleted; nothing was changed

local draft, log = KEYS[1], KEYS[2]
local known, request, line = ARGV[1], ARGV[2], ARGV[3]
-- include time
-- include date
-- include log

if redis.call('HGET', draft, 'revision') ~= known then
  return {'outdated'}
end
note(log, line, text_of(now_ms()))
redis.call('HSET', draft, 'request', request, 'revision', known + 1)
return {'edited'}
