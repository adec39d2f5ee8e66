-- count_check: counts a check of a ticket before the code of the check is verified, or refuses the check. The count has
-- the checks whose code was wrong, and the checks whose code is not verified yet. If the count has reached `most`, the
-- check is refused. If a code was right or was not verified at all, the script forgive_check removes its check from
-- the count. The count expires `window` seconds after its first check.
--
-- KEYS
--   1 failures             counter, how many codes of one player were wrong or are not verified yet
-- ARGV
--   1 most                 the largest number of checks in the count
--   2 window               seconds from the first check until the count expires
-- Answers
--   {'counted', left, seconds}    counted; `left` more checks are allowed until the count expires in `seconds`
--   {'throttled', seconds}        refused, because the count has reached `most`; the count expires in `seconds`

local failures = KEYS[1]
local most, window = tonumber(ARGV[1]), tonumber(ARGV[2])

local function seconds_left()
  local seconds = redis.call('TTL', failures)
  -- A new count has no expiry yet. If the clock of the store was set back, the old expiry is too late. Set an expiry in
  -- both cases.
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
