-- touch: writes to a raffle or a draft without changing it. As after a claim, the store answers only when these writes
-- are on disk. So the caller learns whether the store writes to its disk in time. A WAIT after this script (the wait
-- for replicas) covers all earlier writes to this node, too. The two writes are EXPIRE and PERSIST, because a full
-- store refuses HSET, but not these two.
--
-- KEYS
--   1 raffle       hash, the raffle itself or its draft
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
