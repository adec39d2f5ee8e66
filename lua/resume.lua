-- resume: lets a raffle go on after its store was restored from a backup.
--
-- KEYS
--   1 raffle             hash, the raffle itself
-- ARGV
--   none
-- Answers
--   {'resumed'}          claims and the draw are possible again
--   {'not_suspended'}    the raffle is not suspended; nothing was changed
--   {'missing'}          no raffle has this id
--   {'deleted'}          the raffle was deleted; nothing was changed

local raffle = KEYS[1]

if redis.call('EXISTS', raffle) == 0 then
  return {'missing'}
end
if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then
  return {'deleted'}
end
if redis.call('HDEL', raffle, 'suspended') == 0 then
  return {'not_suspended'}
end
return {'resumed'}
