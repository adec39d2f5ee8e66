-- count_check: counts a check before its code is verified. After too many wrong codes, it refuses the check. The count
-- expires at the end of its window. If the code is right, forgive_check removes the check from the count.
--
-- KEYS
--   1 failures             counter, how many codes of one player were wrong or are not verified yet
-- ARGV
--   1 most                 the largest number of checks in a window
--   2 window               seconds from the first check until the count expires
-- Answers
--   {'counted', left, seconds}    counted; `left` more checks are allowed until the count expires in `seconds`
--   {'throttled', seconds}        refused, because too many codes were wrong; the count expires in `seconds`

local failures = KEYS[1]
local most, window = tonumber(ARGV[1]), tonumber(ARGV[2])

local function seconds_left()
  local seconds = redis.call('TTL', failures)
  -- Set the expiry of a new count. If the clock of the store was set back, the old expiry is too late, so replace it.
  if seconds < 0 or seconds > window then
    redis.call('EXPIRE', failures, window)
    return window
  end
  return seconds
end

local count = tonumber(redis.call('GET', failures) or 0)
if count >= most then
  return {'throttled', seconds_left()}
end
redis.call('INCR', failures)
return {'counted', most - count - 1, seconds_left()}
