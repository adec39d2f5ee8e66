-- fill: adds the next chunk of ticket numbers to the pool of a new raffle, and adds their count to `filled` in the same
-- step. So any worker can continue a fill that stopped.
--
-- KEYS
--   1 raffle             hash, the raffle itself
--   2 pool               set, ticket numbers that nobody has claimed
--   3 players            hash, player -> ticket number
--   4 codes              hash, ticket number -> PHC string (Argon2id) of the code
-- ARGV
--   1 chunk              the largest number of tickets to add; other clients of the store wait during the call
-- Answers
--   {'filling', filled}  `filled` tickets were added so far; call again for the next chunk
--   {'filled'}           the pool is complete
--   {'missing'}          no raffle has this id
--   {'deleted'}          the raffle was deleted
--   {'damaged'}          the fields cannot be read, or the sizes of the keys do not agree; nothing was changed

local raffle, pool, players, codes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local chunk = tonumber(ARGV[1])
-- include unreadable

-- Tickets per call. Lua's stack holds a little less than 8 000 values, and `unpack` puts all arguments of a call there.
local BATCH = 1000

local fields = redis.call('HMGET', raffle, 'total_tickets', 'filled')
local total, filled = tonumber(fields[1]), tonumber(fields[2])
if not (total and filled) then
  return unreadable(raffle)
end
if filled == total then
  return {'filled'}
end
local held = redis.call('HLEN', players)
if redis.call('SCARD', pool) + held ~= filled or redis.call('HLEN', codes) ~= held then
  return {'damaged'}
end

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
