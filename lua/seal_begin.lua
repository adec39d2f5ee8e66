-- seal_begin: begins an attempt to seal a raffle, which means to fix its tickets. The raffle is sold out or has closed.
-- An attempt calls this script again and again, to show that it goes on. After the first call, every claim is refused,
-- even if somebody sets the clock of the store back. So codes and pool do not change while a worker reads them. Only
-- one attempt at a time seals a raffle. If an attempt makes no call for `lease` milliseconds, another attempt may
-- begin.
--
-- KEYS
--   1 raffle          hash, the raffle itself
--   2 pool            set, ticket numbers that nobody has claimed
--   3 players         hash, player -> ticket number
--   4 codes           hash, ticket number -> PHC string (Argon2id) of the code
-- ARGV
--   1 attempt         name of this attempt, the same in all its calls
--   2 lease           milliseconds from a call until another attempt may begin
-- Answers
--   {'begun'}         this attempt seals the raffle now
--   {'under_way'}     another attempt seals the raffle; nothing was changed
--   {'sealed'}        the raffle is sealed already; nothing was changed
--   {'missing'}       no raffle has this id
--   {'deleted'}       the raffle was deleted
--   {'damaged'}       the fields cannot be read, or the sizes of the keys do not agree; nothing was changed
--   {'filling'}       the pool is not complete yet
--   {'suspended'}     the store was restored, and no manager has resumed the raffle yet
--   {'remaining'}     some tickets are not claimed yet, and the raffle is not closed

local raffle, pool, players, codes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local attempt, lease = ARGV[1], tonumber(ARGV[2])
-- include time
-- include unreadable

local fields = redis.call('HMGET', raffle,
  'total_tickets', 'filled', 'closes_at', 'ended_at', 'suspended', 'root', 'sealing', 'sealing_until')
local total, filled, closes_at, ended_at, suspended, root, sealing, sealing_until = unpack(fields)

if not (tonumber(total) and tonumber(filled)) then
  return unreadable(raffle)
end
if root then
  return {'sealed'}
end
local left, held, coded = redis.call('SCARD', pool), redis.call('HLEN', players), redis.call('HLEN', codes)
-- Players expire long after the last claim, and codes stay. Then the key sizes do not agree, but nothing is damaged.
local forgotten = held == 0 and left == 0 and total == filled and coded == tonumber(total)
if (left + held ~= tonumber(filled) or coded ~= held) and not forgotten then
  return {'damaged'}
end
if total ~= filled then
  return {'filling'}
end
if suspended then
  return {'suspended'}
end
local now, ends_at = now_ms(), ended_at or closes_at
if left > 0 and not sealing and not (ends_at and ms_of(ends_at) <= now) then
  return {'remaining'}
end
-- Usually, a lease that began earlier also ends earlier than a new lease. If the old lease ends later, the clock was
-- set back after the old lease began. Then ignore the old lease.
local lease_ends = tonumber(sealing_until) or 0
if sealing and sealing ~= attempt and now < lease_ends and lease_ends <= now + lease then
  return {'under_way'}
end
redis.call('HSET', raffle, 'sealing', attempt, 'sealing_until', string.format('%.0f', now + lease))
return {'begun'}
