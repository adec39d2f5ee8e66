-- draw_commit: writes the next chunk of winners. The last chunk ends the draw.
-- The same chunk may come twice, for example because two managers draw at the same time. Both calls have the same
-- winners, because the winners follow from the entropy (the random text that decides the draw), which is fixed.
--
-- KEYS
--   1 raffle          hash, the raffle itself
--   2 winners         sorted set, ticket number scored by place in the draw
--   3 players         hash, player -> ticket number
--   4 receipts        hash, player -> receipt (encrypted code)
--   5 networks        hash, network -> number of its players
--   6 log             list, what managers did, JSON
-- ARGV
--   1 entropy         entropy from which the winners follow, as draw_begin fixed it
--   2 seed            seed that was computed from this entropy, hexadecimal
--   3 drawn_at        UTC, ISO 8601 with milliseconds
--   4 grace           seconds from the draw until players, receipts and networks are deleted
--   5 winners_in_all  number of winners of the whole draw, in all its chunks
--   6 first           place in the draw (0, 1, 2 ...) of the first number of this chunk
--   7 line            line of the log, JSON without its time and its last brace; the script adds both
--   8 ... numbers     winning ticket numbers of this chunk, in the order of the draw
-- Answers
--   {'written'}       the chunk is written, and more chunks follow
--   {'committed'}     the last chunk is written, and this call ended the draw
--   {'drawn'}         another call has already ended the draw
--   {'missing'}       no raffle has this id, or another entropy is fixed for it
--   {'deleted'}       the raffle was deleted after its entropy was fixed

local raffle, winners, players, receipts, networks, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local entropy, seed, drawn_at, grace = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local winners_in_all, first, line = tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7]
local HEAD = 7
-- include log

-- Tickets per call. Lua's stack holds a little less than 8 000 values, and `unpack` puts all arguments of a call there.
local BATCH = 1000

local fields = redis.call('HMGET', raffle, 'entropy', 'drawn_at')
if fields[1] ~= entropy then
  if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then return {'deleted'} end
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

note(log, line, drawn_at)
redis.call('HSET', raffle, 'seed', seed, 'drawn_at', drawn_at)
redis.call('EXPIRE', players, grace)
redis.call('EXPIRE', receipts, grace)
redis.call('EXPIRE', networks, grace)
return {'committed'}
