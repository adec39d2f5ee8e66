-- sealed_draw_commit: writes the next chunk of winners and substitutes. The last chunk ends the draw.
-- The same chunk may come twice, for example because two workers draw at the same time. Both calls have the same
-- numbers, because the numbers follow from the entropy (the random text that decides the draw), which is fixed.
--
-- KEYS
--   1 raffle               hash, the raffle itself
--   2 winners              sorted set, ticket number scored by place in the draw
--   3 substitutes          list, ticket numbers of substitutes, the next one first
--   4 players              hash, player -> ticket number
--   5 receipts             hash, player -> receipt (encrypted code)
--   6 networks             hash, network -> number of its players
--   7 log                  list, what managers did, JSON
-- ARGV
--   1 entropy              entropy from which the winners follow, as sealed_draw_begin fixed it
--   2 seed                 seed that was computed from this entropy, hexadecimal
--   3 earliest             the earliest time for `drawn_at` (ms since 1970), used if the clock was set back
--   4 grace                seconds from the draw until players, receipts and networks are deleted
--   5 winners_in_all       number of winners of the whole draw, in all its chunks
--   6 drawn_in_all         number of winners and substitutes of the whole draw
--   7 first                place in the draw (0, 1, 2 ...) of the first number of this chunk
--   8 line                 line of the log, JSON without its time and its last brace; the script adds both
--   9 ... numbers          ticket numbers of this chunk, in the order of the draw: winners, then substitutes
-- Answers
--   {'written'}            the chunk is written, and more chunks follow
--   {'committed'}          the last chunk is written, and this call ended the draw
--   {'drawn'}              another call has already ended the draw
--   {'gap'}                the store has lost an earlier chunk; begin again with the first chunk
--   {'deleted'}            the raffle was deleted after its entropy was fixed
--   {'missing'}            no raffle has this id, or another entropy is fixed for it

local raffle, winners, substitutes = KEYS[1], KEYS[2], KEYS[3]
local players, receipts, networks, log = KEYS[4], KEYS[5], KEYS[6], KEYS[7]
local entropy, seed, earliest, grace = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local winners_in_all, drawn_in_all, first, line = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]
local HEAD = 8
-- include time
-- include date
-- include log

local fields = redis.call('HMGET', raffle, 'entropy', 'drawn_at')
if fields[1] ~= entropy then
  if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then return {'deleted'} end
  return {'missing'}
end
if fields[2] then
  return {'drawn'}
end

local listed = redis.call('LLEN', substitutes)
for at = HEAD + 1, #ARGV do
  local place = first + at - HEAD - 1
  if place < winners_in_all then
    redis.call('ZADD', winners, place, ARGV[at])
  elseif place == winners_in_all + listed then
    redis.call('RPUSH', substitutes, ARGV[at])
    listed = listed + 1
  end
end
if first + #ARGV - HEAD < drawn_in_all then
  return {'written'}
end
if redis.call('ZCARD', winners) ~= winners_in_all or listed ~= drawn_in_all - winners_in_all then
  return {'gap'}
end

local drawn_at = text_of(math.max(now_ms(), earliest))
note(log, line, drawn_at)
redis.call('HSET', raffle, 'seed', seed, 'drawn_at', drawn_at)
redis.call('EXPIRE', players, grace)
redis.call('EXPIRE', receipts, grace)
redis.call('EXPIRE', networks, grace)
return {'committed'}
