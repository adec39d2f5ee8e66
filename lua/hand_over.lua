-- hand_over: writes that a prize was handed over. After this, the prize cannot go to anybody else.
-- A ticket has won the prize, or has got it later as a substitute. To find this out, the caller has read the list of
-- substitutions. Since then, another call may have given the prize to a substitute. So the script writes only if the
-- number of substitutions is still `known`, the number that the caller has read.
--
-- KEYS
--   1 raffle                  hash, the raffle itself
--   2 substitutions           list, what was substituted, JSON
--   3 hand_overs              sorted set, what was handed over, JSON, scored by ticket number
--   4 log                     list, what managers did, JSON
-- ARGV; the script adds the time and the last brace to `entry` and `line`
--   1 known                   number of substitutions that the caller has read
--   2 ticket_number           number of the ticket that has the prize
--   3 entry                   the hand-over, JSON
--   4 line                    line of the log, JSON
-- Answers
--   {'handed_over', at}       the hand-over is written, with its time (UTC, ISO 8601 with milliseconds)
--   {'already', hand_over}    an earlier call wrote this hand-over of the prize; nothing was changed
--   {'changed'}               there are other substitutions than the caller knows; nothing was changed
--   {'undrawn'}               no winners are drawn
--   {'deleted'}               the raffle was deleted
--   {'missing'}               no raffle has this id

local raffle, substitutions, hand_overs, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local known, ticket_number, entry, line = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
-- include time
-- include date
-- include log

local drawn_at, deleted_at = unpack(redis.call('HMGET', raffle, 'drawn_at', 'deleted_at'))
if deleted_at then return {'deleted'} end
if not drawn_at then
  return redis.call('EXISTS', raffle) == 1 and {'undrawn'} or {'missing'}
end
local before = redis.call('ZRANGEBYSCORE', hand_overs, ticket_number, ticket_number)[1]
if before then
  -- After this script, the caller waits for replicas with WAIT. WAIT covers only writes of its own connection, but the
  -- earlier call may have used another connection. ZADD of the same entry is no write, because it changes nothing. But
  -- HSET counts as a write even if the value stays the same. So write the time of the draw again.
  redis.call('HSET', raffle, 'drawn_at', drawn_at)
  return {'already', before}
end
if redis.call('LLEN', substitutions) ~= known then
  return {'changed'}
end
-- If the clock was set back, use the time of the draw, because a hand-over never comes before the draw.
local at = text_of(math.max(now_ms(), ms_of(drawn_at)))
note(log, line, at)
redis.call('ZADD', hand_overs, ticket_number, entry .. ',"handed_over_at":"' .. at .. '"}')
return {'handed_over', at}
