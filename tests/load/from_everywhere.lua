-- A script for wrk. Every request comes from a different address, and goes to one of several paths.
--
-- Environment
--   METHOD   GET or POST
--   PATHS    paths, separated by commas
--   EACH     requests to a path before the next path is used
--   BASE     number of the first address, 0 .. 2^24 - 1
--   BODY     JSON body, for POST
--   BROWSER  if this is not empty, each request has an Idempotency-Key and the headers that a browser sends
-- After the figures of wrk, this script prints one line:
--   answers <number> refused <number> microseconds <number> p99 <microseconds>

local method, body = os.getenv("METHOD"), os.getenv("BODY")
local each, place = tonumber(os.getenv("EACH")), tonumber(os.getenv("BASE"))
local paths = {}
for path in os.getenv("PATHS"):gmatch("[^,]+") do
  paths[#paths + 1] = path
end

local browser = (os.getenv("BROWSER") or "") ~= ""

local sent = 0

function request()
  local path = paths[math.floor(sent / each) % #paths + 1]
  sent, place = sent + 1, place + 1
  local headers = {
    ["X-Forwarded-For"] = string.format("10.%d.%d.%d", place / 65536 % 256, place / 256 % 256, place % 256),
    ["Content-Type"] = body and "application/json",
  }
  if browser then
    headers["Accept"] = "*/*"
    headers["Accept-Encoding"] = "gzip, deflate, br, zstd"
    headers["Accept-Language"] = "de-DE,de;q=0.9,en;q=0.8"
    headers["Content-Length"] = "0"
    headers["Idempotency-Key"] = string.format("01234567-89ab-cdef-0123-%012d", place)
    headers["Origin"] = "http://" .. wrk.headers["Host"]
    headers["Referer"] = "http://" .. wrk.headers["Host"] .. "/"
    headers["Sec-Fetch-Dest"], headers["Sec-Fetch-Mode"], headers["Sec-Fetch-Site"] = "empty", "cors", "same-origin"
    headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
  end
  return wrk.format(method, path, headers, body)
end

function done(summary, latency)
  io.write(string.format("answers %d refused %d microseconds %d p99 %d\n",
    summary.requests, summary.errors.status, summary.duration, latency:percentile(99)))
end
