-- mark_deleted: marks a raffle or a draft that a restore brought back. Before the restore, it was deleted, and
-- everybody could see its deletion. If it is deleted again, the mark tells the script delete to write a tombstone that
-- everybody sees. A published draft passes the mark on to its raffle.
--
-- KEYS
--   1 raffle       hash, the raffle itself
--   2 draft        hash, the draft of the raffle
-- ARGV
--   none
-- Answers
--   {'marked'}     the raffle or draft has the mark
--   {'missing'}    no raffle and no draft has this id
--   {'deleted'}    the raffle was deleted; nothing was changed

local raffle, draft = KEYS[1], KEYS[2]

if redis.call('EXISTS', raffle) == 1 then
  if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then
    return {'deleted'}
  end
  redis.call('HSET', raffle, 'deleted_before', '1')
  return {'marked'}
end
if redis.call('EXISTS', draft) == 0 then
  return {'missing'}
end
redis.call('HSET', draft, 'deleted_before', '1')
return {'marked'}
