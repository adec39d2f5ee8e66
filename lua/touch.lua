-- touch: writes to a raffle and changes nothing. The caller learns whether the store brings writes to disk in time.
-- The store syncs its file for these two writes as for a claim. A full store refuses HSET, but not EXPIRE.
--
-- KEYS
--   1 raffle       hash, the raffle itself
-- ARGV
--   none
-- Answers
--   {'touched'}    the writes are made
--   {'missing'}    no raffle has this id, so nothing was written

local raffle = KEYS[1]
local A_CENTURY = 3155760000

if redis.call('EXPIRE', raffle, A_CENTURY) == 0 then
  return {'missing'}
end
redis.call('PERSIST', raffle)
return {'touched'}
