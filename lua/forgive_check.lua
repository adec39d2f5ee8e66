-- forgive_check: removes a check from the count because its code was right. So right codes never count as wrong ones.
--
-- KEYS
--   1 failures        counter: checks of one player whose code was wrong, or is not verified yet
-- ARGV
--   none
-- Answers
--   {'forgiven'}      the check no longer counts
--   {'forgotten'}     the window has ended, so there is no count

local failures = KEYS[1]

if redis.call('EXISTS', failures) == 0 then
  return {'forgotten'}
end
if redis.call('DECR', failures) <= 0 then
  redis.call('DEL', failures)
end
return {'forgiven'}
