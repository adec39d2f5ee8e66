-- mark_deleted: marks a raffle or a draft that was deleted before a restore, and that the restore brought back.
-- Everybody could see the deletion. If the raffle is deleted again, the mark tells the script delete to write a
-- tombstone (what is kept of a deleted raffle) that everybody sees. When a draft with the mark is published, its raffle
-- gets the mark.
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
