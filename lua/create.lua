-- create: writes the hash of a new raffle. The script fill then adds the tickets to the pool.
--
-- KEYS
--   1 raffle           hash, the raffle itself
-- ARGV
--   1 name             text
--   2 total_tickets    number of tickets
--   3 prizes           JSON list of {name, amount}
--   4 created_at       UTC, ISO 8601 with milliseconds
--   5 entropy_source   text; '' when no source is announced
-- Answers
--   {'created', created_at}   the hash is written, and the pool is still empty
--   {'same', created_at}      an earlier call wrote the same raffle at this time; nothing was changed
--   {'other'}                 a different raffle has this id; nothing was changed

local raffle = KEYS[1]
local name, total_tickets, prizes, created_at, entropy_source = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]

local before = redis.call('HMGET', raffle, 'name', 'total_tickets', 'prizes', 'entropy_source', 'created_at')
if before[1] then
  if before[1] == name and before[2] == total_tickets and before[3] == prizes and before[4] == entropy_source then
    return {'same', before[5]}
  end
  return {'other'}
end

redis.call('HSET', raffle,
  'name', name, 'total_tickets', total_tickets, 'prizes', prizes,
  'created_at', created_at, 'filled', 0, 'entropy_source', entropy_source)
return {'created', created_at}
