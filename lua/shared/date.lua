-- Returns a time in milliseconds since 1970 as a text such as 2026-11-26T20:00:00.000Z.
-- The computation is `civil_from_days` by Howard Hinnant. Its years begin in March, so that a leap day is the last day
-- of a year.
local function text_of(ms)
  local days, rest = math.floor(ms / 86400000) + 719468, ms % 86400000
  local era, day = math.floor(days / 146097), days % 146097
  local year = math.floor((day - math.floor(day / 1460) + math.floor(day / 36524) - math.floor(day / 146096)) / 365)
  day = day - (365 * year + math.floor(year / 4) - math.floor(year / 100))
  local months = math.floor((5 * day + 2) / 153)
  local month = months < 10 and months + 3 or months - 9
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ',
    year + 400 * era + (month <= 2 and 1 or 0), month, day - math.floor((153 * months + 2) / 5) + 1,
    math.floor(rest / 3600000), math.floor(rest / 60000) % 60, math.floor(rest / 1000) % 60, rest % 1000)
end
