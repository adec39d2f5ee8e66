-- forgive_check: removes a check from the count that the script count_check keeps.
-- The caller does this if the code of the check was right, or if the service could not verify the code.
--
-- KEYS
--   1 failures        counter, how many codes of one player were wrong or are not verified yet
-- ARGV
--   none
-- Answers
--   {'forgiven'}      the check no longer counts
--   {'forgotten'}     the window has ended, so the count has expired

local failures = KEYS[1]

if redis.call('EXISTS', failures) == 0 then
  return {'forgotten'}
end
if redis.call('DECR', failures) <= 0 then
  redis.call('DEL', failures)
end
return {'forgiven'}
