-- Returns the time of the store in milliseconds since 1970.
local function now_ms()
  local seconds, microseconds = unpack(redis.call('TIME'))
  return seconds * 1000 + math.floor(microseconds / 1000)
end

-- Returns a time such as 2026-11-26T20:00:00.000Z in milliseconds since 1970, or nil if the text is no such time.
-- The computation is `days_from_civil` by Howard Hinnant. Its years begin in March, so that a leap day is the last day
-- of a year.
local function ms_of(text)
  local year, month, day, hour, minute, second, ms = string.match(text, '^(%d+)-(%d+)-(%d+)T(%d+):(%d+):(%d+)%.(%d+)Z$')
  if not ms then return nil end
  local months = (month + 9) % 12
  local years = year - math.floor(months / 10)
  local leap_days = math.floor(years / 4) - math.floor(years / 100) + math.floor(years / 400)
  local days = 365 * years + leap_days + math.floor((153 * months + 2) / 5) + day - 719469
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000 + ms
end
