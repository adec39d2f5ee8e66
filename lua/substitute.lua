-- substitute: takes the prize from a winner who did not come, and gives it to the next substitute.
-- The caller has read the substitutions, and has computed the new substitution (`entry`) from them. After this read,
-- another call may have written a substitution. So the script writes only if there are exactly `known` substitutions.
--
-- KEYS
--   1 raffle                  hash, the raffle itself
--   2 substitutions           list, what was substituted, JSON
--   3 hand_overs              sorted set, what was handed over, JSON, scored by ticket number
--   4 log                     list, what managers did, JSON
-- ARGV
--   1 known                   number of substitutions that the caller has read
--   2 entry                   the new substitution, JSON without its time and its last brace
--   3 line                    line of the log, JSON without its time and its last brace; the script adds both
--   4 ticket_number           number of the ticket that loses the prize
--   5 since                   time at which the ticket got the prize as a substitute; '' for a winner of the draw
-- Answers
--   {'substituted', at}       the substitution is written, with its time (UTC, ISO 8601 with milliseconds)
--   {'handed_over', hand_over} the prize was handed over before this call; nothing was changed
--   {'too_early', seconds}    the holder may still come during the next `seconds`; nothing was changed
--   {'changed'}               there are other substitutions than the caller knows; nothing was changed
--   {'undrawn'}               no winners are drawn
--   {'deleted'}               the raffle was deleted
--   {'missing'}               no raffle has this id

local raffle, substitutions, hand_overs, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local known, entry, line, ticket_number, since = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5]
-- include time
-- include date
-- include log

local fields = redis.call('HMGET', raffle, 'drawn_at', 'substitute_after_hours', 'deleted_at')
local drawn_at, hours, deleted_at = unpack(fields)
if deleted_at then return {'deleted'} end
if not drawn_at then
  return redis.call('EXISTS', raffle) == 1 and {'undrawn'} or {'missing'}
end
if redis.call('LLEN', substitutions) ~= known then
  return {'changed'}
end
local handed_over = redis.call('ZRANGEBYSCORE', hand_overs, ticket_number, ticket_number)[1]
if handed_over then
  return {'handed_over', handed_over}
end
-- If the ticket is a substitute, the hours begin when it got the prize. Otherwise a manager could immediately replace
-- one substitute after the other, until a certain ticket gets the prize.
local got_at = ms_of(since) or ms_of(drawn_at)
local now, earliest = now_ms(), got_at + (tonumber(hours) or 0) * 3600000
if hours and now < earliest then
  return {'too_early', math.ceil((earliest - now) / 1000)}
end
-- If the raffle announced no `hours`, `earliest` is the time at which the ticket got the prize. If the clock was set
-- back since then, use `earliest`, because no ticket loses a prize before it gets the prize.
local at = text_of(math.max(now, earliest))
note(log, line, at)
redis.call('RPUSH', substitutions, entry .. ',"at":"' .. at .. '"}')
return {'substituted', at}
