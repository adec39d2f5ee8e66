-- count_check: counts a check of a ticket against a player before its code is looked at, and refuses when too many
-- codes were wrong. The count is forgotten as a whole when its window ends; forgive_check takes a right code back out.
--
-- KEYS
--   1 failures             counter of checks of one player that were not right, or are not known to be yet
-- ARGV
--   1 most                 checks that a window allows
--   2 window               seconds from the first check until they are forgotten
-- Answers
--   {'counted', left, seconds}    that many more are allowed until the window ends in so many seconds
--   {'throttled', seconds}        there were too many; they are forgotten in so many seconds

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
