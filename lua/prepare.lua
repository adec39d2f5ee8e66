-- prepare: notes in a store which layout its keys have, and which store it is. Each start of the service calls it.
-- Two services may start at the same time. The first call chooses the id of the store, and later calls keep it.
--
-- KEYS
--   1 layout           hash, the layout of the store
-- ARGV
--   1 version          version of the layout that this service writes
--   2 store_id         random id, used if the store has none yet
--   3 code_length      number of symbols in the codes that this service mints
-- Answers
--   {'prepared', store_id, incarnation}   the store can be used; `incarnation` counts how often it was restored
--   {'restoring'}                         the restore of the store has not ended; nothing was changed
--   {'newer', found}                      a newer service wrote the layout `found`; nothing was changed

local layout = KEYS[1]
local version, store_id, code_length = tonumber(ARGV[1]), ARGV[2], ARGV[3]

local found = tonumber(redis.call('HGET', layout, 'version') or 0)
if found > version then
  return {'newer', found}
end
if redis.call('HEXISTS', layout, 'restoring') == 1 then
  return {'restoring'}
end

redis.call('HSET', layout, 'version', version)
redis.call('HSETNX', layout, 'store_id', store_id)
redis.call('HSETNX', layout, 'incarnation', 0)
local lengths = redis.call('HGET', layout, 'code_lengths') or ''
if not string.find(',' .. lengths .. ',', ',' .. code_length .. ',', 1, true) then
  redis.call('HSET', layout, 'code_lengths', lengths == '' and code_length or lengths .. ',' .. code_length)
end
local id, incarnation = unpack(redis.call('HMGET', layout, 'store_id', 'incarnation'))
return {'prepared', id, tonumber(incarnation)}
