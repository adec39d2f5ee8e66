-- publish: makes the raffle that a draft describes, and removes the draft. Afterwards, the script fill adds the
-- tickets. The terms of the raffle can no longer be changed. If two calls publish a draft, only the first one succeeds.
-- If another call has edited the draft after the caller read the draft, nothing is published. If the draft was
-- suspended after a restore, its raffle is suspended too. If the draft has the mark of the script mark_deleted, the
-- raffle gets this mark.
--
-- KEYS
--   1 raffle           hash, the raffle itself
--   2 draft            hash, the draft of the raffle
--   3 log              list, what managers did, JSON
-- ARGV
--   1 known            the revision of the draft that the caller has read
--   2 name             text
--   3 total_tickets    number of tickets
--   4 prizes           JSON list of {name, amount}
--   5 entropy_source   text; '' when no source is announced
--   6 terms            SHA-256 of everything that is announced, hexadecimal
--   7 first            the first announced time, milliseconds since 1970; '' when no time is announced
--   8 line             line of the log, JSON without its time and its last brace; the script adds both
--   9 ... others       names and values of the other fields that the raffle has, one after the other
-- Answers
--   {'created', created_at}   the hash is written with this time, and the pool is still empty
--   {'outdated'}       the draft has another revision, or there is no draft; nothing was changed
--   {'past', now}      `first` is not after `now` (milliseconds since 1970); nothing was changed

local raffle, draft, log = KEYS[1], KEYS[2], KEYS[3]
local known, name, total_tickets, prizes, entropy_source = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local terms, first, line = ARGV[6], tonumber(ARGV[7]), ARGV[8]
local HEAD = 8
-- include time
-- include date
-- include log

local fields = redis.call('HMGET', draft, 'revision', 'asked', 'suspended', 'deleted_before')
local revision, asked, suspended, deleted_before = unpack(fields)
if revision ~= known then
  return {'outdated'}
end
local now = now_ms()
if first and first <= now then
  return {'past', now}
end
local created_at = text_of(now)
note(log, line, created_at)
redis.call('HSET', raffle,
  'name', name, 'total_tickets', total_tickets, 'prizes', prizes, 'created_at', created_at, 'filled', 0,
  'entropy_source', entropy_source, 'terms', terms, 'asked', asked, unpack(ARGV, HEAD + 1, #ARGV))
if suspended then
  redis.call('HSET', raffle, 'suspended', suspended)
end
if deleted_before then
  redis.call('HSET', raffle, 'deleted_before', deleted_before)
end
redis.call('DEL', draft)
return {'created', created_at}
