-- forgive_check: takes a check whose code was right back out of the count, so that right codes never count.
--
-- KEYS
--   1 failures        counter of checks of one player that were not right, or are not known to be yet
-- ARGV
--   none
-- Answers
--   {'forgiven'}      it no longer counts
--   {'forgotten'}     its window has ended, and with it the count

local failures = KEYS[1]

if redis.call('EXISTS', failures) == 0 then
  return {'forgotten'}
end
if redis.call('DECR', failures) <= 0 then
  redis.call('DEL', failures)
end
return {'forgiven'}
