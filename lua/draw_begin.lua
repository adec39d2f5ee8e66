-- draw_begin: fixes the entropy (the random text that decides a draw) after the last claim. Afterwards, nothing can
-- change this entropy. Until the draw is complete, later calls get the entropy that the first call fixed. This script
-- is for raffles without terms. An early version of the service created such raffles, and they are never sealed.
--
-- KEYS
--   1 raffle              hash, the raffle itself
--   2 pool                set, ticket numbers that nobody has claimed
--   3 players             hash, player -> ticket number
--   4 codes               hash, ticket number -> PHC string (Argon2id) of the code
-- ARGV
--   1 announced           entropy that the manager sent, from the announced source; '' if the manager sent none
--   2 random              entropy from the operating system; used if the raffle announced no source
--   3 algorithm           name of the algorithm of this draw
--   4 incarnation         how often the store was restored, or has lost data
-- Answers
--   {'fixed', entropy}    the entropy is fixed, and the winners follow from it
--   {'missing'}           no raffle has this id
--   {'deleted'}           the raffle was deleted
--   {'damaged'}           the fields cannot be read, or the sizes of the keys do not agree; nothing was changed
--   {'filling'}           the pool is not complete yet
--   {'suspended'}         the store was restored, and no manager has resumed the raffle yet
--   {'remaining'}         some tickets are not claimed yet
--   {'drawn'}             the winners are already drawn
--   {'entropy_missing'}   the raffle announced a source, and no entropy was passed
--   {'entropy_unasked'}   the raffle announced no source, and entropy was passed

local raffle, pool, players, codes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local announced, random, algorithm, incarnation = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- include unreadable

local fields = redis.call('HMGET', raffle,
  'total_tickets', 'filled', 'entropy_source', 'entropy', 'drawn_at', 'suspended')
local total, filled, source, entropy, drawn_at, suspended = unpack(fields)

if not (tonumber(total) and tonumber(filled)) then
  return unreadable(raffle)
end
if drawn_at then
  return {'drawn'}
end
local left, held, coded = redis.call('SCARD', pool), redis.call('HLEN', players), redis.call('HLEN', codes)
-- Players expire long after the last claim, and codes stay. Then the key sizes do not agree, but nothing is damaged.
local forgotten = held == 0 and left == 0 and total == filled and coded == tonumber(total)
if (left + held ~= tonumber(filled) or coded ~= held) and not forgotten then
  return {'damaged'}
end
if source == '' and announced ~= '' then
  return {'entropy_unasked'}
end
if total ~= filled then
  return {'filling'}
end
if suspended then
  return {'suspended'}
end
if left > 0 then
  return {'remaining'}
end
if entropy then
  -- WAIT (the wait for replicas) covers only writes of its own connection. So write the entropy again: the WAIT after
  -- this script then covers this entropy.
  redis.call('HSET', raffle, 'entropy', entropy)
  return {'fixed', entropy}
end
if source ~= '' and announced == '' then
  return {'entropy_missing'}
end

entropy = source == '' and random or announced
redis.call('HSET', raffle, 'entropy', entropy, 'algorithm', algorithm)
if incarnation ~= '0' then
  redis.call('HSET', raffle, 'incarnation', incarnation)
end
return {'fixed', entropy}
