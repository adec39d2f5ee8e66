-- count_check: counts a check before its code is verified, and refuses it when the player sent too many wrong codes.
-- The count is deleted with its window. When the code is right, forgive_check removes the check from the count.
--
-- KEYS
--   1 failures             counter: checks of one player whose code was wrong, or is not verified yet
-- ARGV
--   1 most                 how many checks a window allows
--   2 window               seconds from the first check until the count ends
-- Answers
--   {'counted', left, seconds}    the check is counted; `left` more are allowed, and the count ends in `seconds`
--   {'throttled', seconds}        the check is refused: too many codes were wrong; the count ends in `seconds`

local failures = KEYS[1]
local most, window = tonumber(ARGV[1]), tonumber(ARGV[2])

local count = tonumber(redis.call('GET', failures) or 0)
if count >= most then
  return {'throttled', redis.call('TTL', failures)}
end
redis.call('INCR', failures)
if count == 0 then
  redis.call('EXPIRE', failures, window)
end
return {'counted', most - count - 1, redis.call('TTL', failures)}
