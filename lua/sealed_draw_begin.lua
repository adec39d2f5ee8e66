-- sealed_draw_begin: fixes the entropy (the random text that decides the draw) of a sealed raffle. Afterwards, nothing
-- can change this entropy. Until the draw is complete, later calls get the entropy that the first call fixed.
--
-- KEYS
--   1 raffle              hash, the raffle itself
--   2 pool                set, ticket numbers that nobody has claimed
--   3 codes               hash, ticket number -> PHC string (Argon2id) of the code
-- ARGV
--   1 passed              the entropy; '' to get the entropy of an earlier call
--   2 signature           the beacon's signature that decides the draw, hexadecimal; '' without a beacon
--   3 algorithm           name of the algorithm of this draw
--   4 incarnation         how often the store was restored, or has lost data
-- Answers
--   {'fixed', entropy}    the entropy is fixed, and the winners follow from it
--   {'deleted'}           the raffle was deleted
--   {'missing'}           no raffle has this id
--   {'damaged'}           the fields cannot be read, or the sizes of the keys do not agree; nothing was changed
--   {'unsealed'}          the raffle is not sealed yet
--   {'drawn'}             the winners are already drawn
--   {'suspended'}         the store was restored, and no manager has resumed the raffle yet
--   {'entropy_missing'}   no entropy is fixed yet, and `passed` is ''

local raffle, pool, codes = KEYS[1], KEYS[2], KEYS[3]
local passed, signature, algorithm, incarnation = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- include unreadable

local fields = redis.call('HMGET', raffle,
  'total_tickets', 'root', 'withdrawn_tickets', 'drawn_at', 'suspended', 'entropy', 'deleted_at')
local total, root, withdrawn, drawn_at, suspended, entropy, deleted_at = unpack(fields)
if deleted_at or not tonumber(total) then
  return unreadable(raffle)
end
if not root then
  return {'unsealed'}
end
if drawn_at then
  return {'drawn'}
end
local left = redis.call('SCARD', pool)
if left ~= tonumber(withdrawn) or left + redis.call('HLEN', codes) ~= tonumber(total) then
  return {'damaged'}
end
if suspended then
  return {'suspended'}
end
if entropy then
  -- WAIT (the wait for replicas) covers only writes of its own connection. So write the entropy again: the WAIT after
  -- this script then covers this entropy.
  redis.call('HSET', raffle, 'entropy', entropy)
  return {'fixed', entropy}
end
if passed == '' then
  return {'entropy_missing'}
end
redis.call('HSET', raffle, 'entropy', passed, 'algorithm', algorithm)
if incarnation ~= '0' then
  redis.call('HSET', raffle, 'incarnation', incarnation)
end
if signature ~= '' then
  redis.call('HSET', raffle, 'signature', signature)
end
return {'fixed', passed}
