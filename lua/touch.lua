-- touch: writes to a raffle without changing it. The caller learns from the answer whether the store writes to its disk
-- in time. The two writes are EXPIRE and PERSIST, because a full store refuses HSET, but not these two. The store syncs
-- its file after these writes, as after a claim.
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
