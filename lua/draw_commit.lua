-- draw_commit: writes the next chunk of winners, and with the last one ends the draw.
-- Winners follow from the fixed entropy, so chunks may come twice, or from two managers at once.
--
-- KEYS
--   1 raffle          hash, the raffle itself
--   2 winners         sorted set, ticket number scored by place in the draw
--   3 players         hash, player -> ticket number
--   4 receipts        hash, player -> sealed receipt
-- ARGV
--   1 entropy         what the winners follow from, as draw_begin fixed it
--   2 seed            hexadecimal seed that was made of it
--   3 drawn_at        UTC, ISO 8601 with milliseconds
--   4 grace           seconds after the draw until players and receipts are forgotten
--   5 winners_in_all  number of winners of the whole draw
--   6 first           place in the draw (0, 1, 2 ...) of the first number of this chunk
--   7 ... numbers     winning ticket numbers of this chunk, in the order of the draw
-- Answers
--   {'written'}       this chunk is in; go on with the next
--   {'committed'}     the last chunk is in, and this call ended the draw
--   {'drawn'}         another call ended the draw before
--   {'missing'}       there is no such raffle, or it is not the one that the entropy was fixed for

local raffle, winners, players, receipts = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local entropy, seed, drawn_at, grace = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local winners_in_all, first = tonumber(ARGV[5]), tonumber(ARGV[6])
local HEAD = 6

-- Lua passes a call's arguments on its stack, which holds somewhat under 8 000.
local BATCH = 1000

local fields = redis.call('HMGET', raffle, 'entropy', 'drawn_at')
if fields[1] ~= entropy then
  return {'missing'}
end
if fields[2] then
  return {'drawn'}
end

local place, members = first, {}
for at = HEAD + 1, #ARGV do
  members[#members + 1] = place
  members[#members + 1] = ARGV[at]
  place = place + 1
  if #members == 2 * BATCH or at == #ARGV then
    redis.call('ZADD', winners, unpack(members))
    members = {}
  end
end
if place < winners_in_all then
  return {'written'}
end

redis.call('HSET', raffle, 'seed', seed, 'drawn_at', drawn_at)
redis.call('EXPIRE', players, grace)
redis.call('EXPIRE', receipts, grace)
return {'committed'}
