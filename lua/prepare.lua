-- prepare: writes the version of the layout into a store, and gives the store an id. The layout is how the keys of a
-- store are arranged. Each service calls this script at its start. Two services may start at the same time. The first
-- call chooses the id, and later calls keep this id.
--
-- KEYS
--   1 layout           hash, facts about the store: the version of its layout, its id and others
-- ARGV
--   1 version          version of the layout that this service writes
--   2 store_id         random id, used if the store has no id yet
--   3 code_length      number of symbols in the codes that this service mints
--   4 has_raffles      '1' if the store has raffles; '' otherwise
-- Answers
--   {'prepared', store_id, incarnation}   the store can be used; `incarnation` tells how often the store was restored
--   {'restoring'}                         a restore of the store has not ended; nothing was changed
--   {'moving'}                            a move of raffles into this store has not ended; nothing was changed
--   {'newer', found}                      a newer service wrote the layout `found`; nothing was changed

local layout = KEYS[1]
local version, store_id, code_length, has_raffles = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]

local found = tonumber(redis.call('HGET', layout, 'version') or 0)
if found > version then
  return {'newer', found}
end
if redis.call('HEXISTS', layout, 'restoring') == 1 then
  return {'restoring'}
end
if redis.call('HEXISTS', layout, 'moving') == 1 then
  return {'moving'}
end

redis.call('HSET', layout, 'version', version)
redis.call('HSETNX', layout, 'store_id', store_id)
redis.call('HSETNX', layout, 'incarnation', 0)
local lengths = redis.call('HGET', layout, 'code_lengths')
if lengths and not string.find(',' .. lengths .. ',', ',' .. code_length .. ',', 1, true) then
  redis.call('HSET', layout, 'code_lengths', lengths .. ',' .. code_length)
elseif not lengths and has_raffles ~= '1' then
  -- Earlier versions of the service did not write this list. Raffles of such a version may have codes of other lengths,
  -- which a new list would lack. So a new list is written only if the store has no raffles.
  redis.call('HSET', layout, 'code_lengths', code_length)
end
local id, incarnation = unpack(redis.call('HMGET', layout, 'store_id', 'incarnation'))
return {'prepared', id, tonumber(incarnation)}
