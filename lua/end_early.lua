-- end_early: sets an early end of a raffle. After this end, the raffle is closed, even if its `closes_at` is later.
-- Another call can set an earlier end, but not a later end. So players always know the latest possible end.
--
-- KEYS
--   1 raffle             hash, the raffle itself
--   2 pool               set, ticket numbers that nobody has claimed
--   3 changes            list, what was changed, JSON
--   4 log                list, what managers did, JSON
-- ARGV
--   1 wanted             the end, UTC, ISO 8601 with milliseconds
--   2 notice             milliseconds from now until the earliest end that is allowed
--   3 line               line of the log, JSON without its time and its last brace; the script adds both
-- Answers
--   {'ended'}            the raffle ends at this time; this call or an earlier call set the end
--   {'over'}             the raffle is sold out, closed or sealed, or has no terms; nothing was changed
--   {'too_soon', now}    `wanted` is too soon after `now` (milliseconds since 1970); nothing was changed
--   {'too_late', time}   `wanted` is not before `time`, at which the raffle already ends; nothing was changed
--   {'unopened', time}   `wanted` is not after `time`, at which the raffle opens; nothing was changed
--   {'missing'}          no raffle has this id
--   {'damaged'}          the fields cannot be read; nothing was changed
--   {'deleted'}          the raffle was deleted

local raffle, pool, changes, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local wanted, notice, line = ARGV[1], tonumber(ARGV[2]), ARGV[3]
-- include time
-- include date
-- include log
-- include unreadable

local fields = redis.call('HMGET', raffle, 'total_tickets', 'filled', 'terms', 'root', 'sealing', 'opens_at',
  'closes_at', 'ended_at', 'deleted_at')
local total, filled, terms, root, sealing, opens_at, closes_at, ended_at, deleted_at = unpack(fields)
local ends_at = ended_at or closes_at
local opens, ends = opens_at and ms_of(opens_at), ends_at and ms_of(ends_at)
if deleted_at or not (tonumber(total) and tonumber(filled)) or opens == nil or ends == nil then
  return unreadable(raffle)
end
if ended_at == wanted then
  -- WAIT (the wait for replicas) covers only writes of its own connection. Write the end again, so that the WAIT after
  -- this script covers it.
  redis.call('HSET', raffle, 'ended_at', ended_at)
  return {'ended'}
end
local now, new = now_ms(), ms_of(wanted)
local sold_out = total == filled and redis.call('SCARD', pool) == 0
if not terms or root or sealing or sold_out or (ends and ends <= now) then return {'over'} end
if new < now + notice then return {'too_soon', now} end
if ends and new >= ends then return {'too_late', ends_at} end
if opens and new <= opens then return {'unopened', opens_at} end

redis.call('LLEN', changes) -- if the key has a wrong type, the script stops here, before its first write
local at = text_of(now)
note(log, line, at)
redis.call('HSET', raffle, 'ended_at', wanted)
redis.call('HINCRBY', raffle, 'revision', 1)
local before = ended_at and '"' .. ended_at .. '"' or 'null'
redis.call('RPUSH', changes,
  '{"field":"ended_at","before":' .. before .. ',"after":"' .. wanted .. '","at":"' .. at .. '"}')
return {'ended'}
