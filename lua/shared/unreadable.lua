-- Returns the answer about a raffle whose fields cannot be read: it was deleted, it is damaged, or it does not exist.
local function unreadable(raffle)
  if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then return {'deleted'} end
  return redis.call('EXISTS', raffle) == 1 and {'damaged'} or {'missing'}
end
