-- suspend: stops a raffle after its store was restored from a backup, or has lost data. The store does not know tickets
-- that were claimed after the backup, so the raffle waits until a manager resumes it. A drawn raffle is not suspended,
-- because nobody can claim its tickets any more. A draft (a raffle before its publication) is marked too, because it
-- may have been published after the backup.
--
-- KEYS
--   1 raffle         hash, the raffle itself
--   2 draft          hash, the draft of the raffle
-- ARGV
--   1 incarnation    how often the store was restored, this restore included
-- Answers
--   {'suspended'}    the raffle waits for a manager
--   {'draft'}        the draft is marked, and its raffle will wait for a manager when it is published
--   {'drawn'}        the winners are already drawn; nothing was changed
--   {'missing'}      no raffle and no draft has this id
--   {'deleted'}      the raffle was deleted; nothing was changed

local raffle, draft = KEYS[1], KEYS[2]
local incarnation = ARGV[1]

if redis.call('EXISTS', raffle) == 0 then
  if redis.call('EXISTS', draft) == 0 then
    return {'missing'}
  end
  redis.call('HSET', draft, 'suspended', incarnation)
  return {'draft'}
end
if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then
  return {'deleted'}
end
if redis.call('HEXISTS', raffle, 'drawn_at') == 1 then
  return {'drawn'}
end
redis.call('HSET', raffle, 'suspended', incarnation)
return {'suspended'}
