-- create: writes the hash of a new raffle. Afterwards, the script fill adds the tickets to the pool.
-- The script first looks for an earlier call with the same raffle, and compares the times with the clock only if there
-- was none. So a retry finds the raffle even if it comes after `opens_at`.
--
-- KEYS
--   1 raffle           hash, the raffle itself
--   2 log              list, what managers did, JSON
--   3 draft            hash, the draft of the raffle
-- ARGV
--   1 name             text
--   2 total_tickets    number of tickets
--   3 prizes           JSON list of {name, amount}
--   4 created_at       UTC, ISO 8601 with milliseconds
--   5 entropy_source   text; '' when no source is announced
--   6 terms            SHA-256 of everything that is announced, hexadecimal
--   7 asked            SHA-256 of the whole request, hexadecimal; equal to `terms` if all members belong to the terms
--   8 first            the first announced time, milliseconds since 1970; '' when no time is announced
--   9 line             line of the log, JSON without its time and its last brace; the script adds both
--   10 ... others      names and values of the other fields that the raffle has, one after the other
-- Answers
--   {'created', created_at}   the hash is written, and the pool is still empty
--   {'same', created_at}      an earlier call wrote the same raffle at this time
--   {'other'}                 a different raffle or a draft has this id; nothing was changed
--   {'deleted'}               the raffle with this id was deleted; nothing was changed
--   {'past', now}             `first` is not after `now` (milliseconds since 1970); nothing was changed

local raffle, log, draft = KEYS[1], KEYS[2], KEYS[3]
local name, total_tickets, prizes, created_at, entropy_source = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local terms, asked, first, line = ARGV[6], ARGV[7], tonumber(ARGV[8]), ARGV[9]
local HEAD = 9
-- include time
-- include log

local before = redis.call('HMGET', raffle, 'name', 'total_tickets', 'prizes', 'entropy_source', 'created_at', 'terms',
  'asked', 'deleted_at')
if before[8] then return {'deleted'} end
if before[1] then
  -- An old version of the service may have created the raffle without terms. Then only four fields can be compared.
  local same = before[1] == name and before[2] == total_tickets and before[3] == prizes and before[4] == entropy_source
  if (before[7] or before[6]) == asked or not before[6] and same and #ARGV == HEAD then
    return {'same', before[5]}
  end
  return {'other'}
end
if redis.call('EXISTS', draft) == 1 then
  return {'other'}
end
if first and first <= now_ms() then
  return {'past', now_ms()}
end

note(log, line, created_at)
redis.call('HSET', raffle,
  'name', name, 'total_tickets', total_tickets, 'prizes', prizes, 'created_at', created_at, 'filled', 0,
  'entropy_source', entropy_source, 'terms', terms, unpack(ARGV, HEAD + 1, #ARGV))
if asked ~= terms then
  redis.call('HSET', raffle, 'asked', asked)
end
return {'created', created_at}
