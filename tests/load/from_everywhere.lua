-- For wrk: every request comes from an address of its own, and goes to one of several paths.
--
-- Environment
--   METHOD   GET or POST
--   PATHS    paths, separated by commas
--   EACH     requests to a path before the next path is used
--   BASE     number of the first address, 0 .. 2^24 - 1
--   BODY     JSON body, for POST
-- Prints, after wrk's own figures: `answers <number> refused <number> microseconds <number> p99 <microseconds>`

local method, body = os.getenv("METHOD"), os.getenv("BODY")
local each, place = tonumber(os.getenv("EACH")), tonumber(os.getenv("BASE"))
local paths = {}
for path in os.getenv("PATHS"):gmatch("[^,]+") do
  paths[#paths + 1] = path
end

local sent = 0

function request()
  local path = paths[math.floor(sent / each) % #paths + 1]
  sent, place = sent + 1, place + 1
  return wrk.format(method, path, {
    ["X-Forwarded-For"] = string.format("10.%d.%d.%d", place / 65536 % 256, place / 256 % 256, place % 256),
    ["Content-Type"] = body and "application/json",
  }, body)
end

function done(summary, latency)
  io.write(string.format("answers %d refused %d microseconds %d p99 %d\n",
    summary.requests, summary.errors.status, summary.duration, latency:percentile(99)))
end
