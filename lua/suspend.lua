-- suspend: marks a raffle after its store was restored from a backup. The raffle then waits until a manager resumes it,
-- because the store does not know tickets that were claimed after the backup. A drawn raffle is not suspended, because
-- nobody can claim its tickets any more.
--
-- KEYS
--   1 raffle         hash, the raffle itself
-- ARGV
--   1 incarnation    how often the store was restored, this restore included
-- Answers
--   {'suspended'}    the raffle waits for a manager
--   {'drawn'}        the winners are already drawn; nothing was changed
--   {'missing'}      no raffle has this id
--   {'deleted'}      the raffle was deleted; nothing was changed

local raffle = KEYS[1]
local incarnation = ARGV[1]

if redis.call('EXISTS', raffle) == 0 then
  return {'missing'}
end
if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then
  return {'deleted'}
end
if redis.call('HEXISTS', raffle, 'drawn_at') == 1 then
  return {'drawn'}
end
redis.call('HSET', raffle, 'suspended', incarnation)
return {'suspended'}
