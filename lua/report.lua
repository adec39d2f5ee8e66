-- report: notes that a service uses the store, and removes the services that have not reported for some time. Services
-- compare the fingerprints (short hashes) of their secrets, to find out whether they have the same secrets.
--
-- KEYS
--   1 services    sorted set, the services on the store, scored by the time of their last report (ms)
-- ARGV
--   1 service     fingerprints of the secrets of the service, and the name of its machine
--   2 kept_ms     milliseconds from the last report of a service until it is removed
-- Answers
--   {'reported'}  the service is in the set

local services = KEYS[1]
local service, kept_ms = ARGV[1], tonumber(ARGV[2])
-- include time

local now = now_ms()
-- Also remove reports with a time far in the future: the clock of the store was set back after these reports.
for _, range in ipairs({{'-inf', now - kept_ms}, {now + kept_ms, '+inf'}}) do
  for _, gone in ipairs(redis.call('ZRANGEBYSCORE', services, range[1], range[2])) do
    redis.call('ZREM', services, gone)
  end
end
redis.call('ZADD', services, now, service)
redis.call('PEXPIREAT', services, now + kept_ms)
return {'reported'}
