-- fill: adds the next chunk of ticket numbers to the pool and moves `filled` with it, so that whoever
-- finds an unfinished raffle goes on from there.
--
-- KEYS
--   1 raffle             hash, the raffle itself
--   2 pool               set, ticket numbers not yet claimed
-- ARGV
--   1 chunk              most tickets to add in this call; bounds how long the store is busy
-- Answers
--   {'filling', filled}  that many tickets are in; call again
--   {'filled'}           every ticket is in
--   {'missing'}          there is no such raffle

local raffle, pool = KEYS[1], KEYS[2]
local chunk = tonumber(ARGV[1])

-- Lua passes a call's arguments on its stack, which holds somewhat under 8 000.
local BATCH = 1000

local fields = redis.call('HMGET', raffle, 'total_tickets', 'filled')
if not fields[1] then
  return {'missing'}
end
local total, filled = tonumber(fields[1]), tonumber(fields[2])

local goal = math.min(filled + chunk, total)
while filled < goal do
  local numbers = {}
  for number = filled + 1, math.min(filled + BATCH, goal) do
    numbers[#numbers + 1] = number
  end
  redis.call('SADD', pool, unpack(numbers))
  filled = filled + #numbers
end
redis.call('HSET', raffle, 'filled', filled)

if filled < total then
  return {'filling', filled}
end
return {'filled'}
