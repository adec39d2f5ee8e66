-- create_draft: writes a draft, which is a raffle that only managers see. Its tickets exist only after its publication.
--
-- KEYS
--   1 raffle                    hash, the raffle itself
--   2 draft                     hash, the draft of the raffle
--   3 log                       list, what managers did, JSON
-- ARGV
--   1 request                   the raffle that the manager asks for, JSON
--   2 asked                     SHA-256 of the whole request, hexadecimal
--   3 created_at                UTC, ISO 8601 with milliseconds
--   4 line                      line of the log, JSON without its time and its last brace; the script adds both
-- Answers
--   {'created', created_at}     the draft is written
--   {'same', created_at}        an earlier call wrote the same draft at this time
--   {'published', created_at}   the same draft was published at this time
--   {'other'}                   a different raffle or draft has this id; nothing was changed
--   {'deleted'}                 the draft or its raffle was deleted; nothing was changed

local raffle, draft, log = KEYS[1], KEYS[2], KEYS[3]
local request, asked, created_at, line = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- include log

local asked_before, published_at, name, deleted_at =
  unpack(redis.call('HMGET', raffle, 'asked', 'created_at', 'name', 'deleted_at'))
if deleted_at then return {'deleted'} end
if name then
  if asked_before ~= asked then return {'other'} end
  return {'published', published_at}
end
local drafted, drafted_at = unpack(redis.call('HMGET', draft, 'asked', 'created_at'))
if drafted then
  if drafted ~= asked then return {'other'} end
  return {'same', drafted_at}
end
note(log, line, created_at)
redis.call('HSET', draft, 'request', request, 'asked', asked, 'created_at', created_at, 'revision', 0)
return {'created', created_at}
