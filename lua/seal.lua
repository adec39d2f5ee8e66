-- seal: fixes the tickets of a raffle. The script writes the root of a tree of hashes over all tickets. If the raffle
-- has a beacon (a public service that publishes numbered signatures), the script also writes the round: the number of
-- the signature that decides the draw. Later calls do not change root and round.
-- An attempt to seal a raffle first calls seal_begin, then reads the claims, and then calls seal. The store refuses
-- claims after seal_begin, so the write of seal_begin comes after all claims. In a failover, a replica becomes the
-- primary. If this replica lacks a write, it also lacks all later writes. So if a failover loses a claim, it also loses
-- the write of seal_begin. Then the call of seal is refused, and a new attempt must begin.
--
-- KEYS
--   1 raffle               hash, the raffle itself
--   2 pool                 set, ticket numbers that nobody has claimed
--   3 codes                hash, ticket number -> PHC string (Argon2id) of the code
--   4 tree                 string, levels of the tree from level 8 up
--   5 players              hash, player -> ticket number
--   6 receipts             hash, player -> receipt (encrypted code)
--   7 networks             hash, network -> number of its players
-- ARGV
--   1 attempt              name of this attempt, as it was passed to seal_begin
--   2 root                 root of the tree, hexadecimal
--   3 nodes                levels of the tree from level 8 up, 32 bytes a node, level by level
--   4 withdrawn_hash       SHA-256 of the numbers of the withdrawn tickets, hexadecimal
--   5 withdrawn_tickets    number of withdrawn tickets
--   6 genesis              time of round 1 of the beacon (ms since 1970); '' without a beacon
--   7 period               time between two rounds (ms); '' without a beacon
--   8 grace                seconds from the seal until players, receipts and networks expire, if no draw comes
-- Answers
--   {'sealed'}             the raffle is sealed, by this call or by an earlier one
--   {'under_way'}          another attempt has begun, or the store has lost this attempt; nothing was changed
--   {'suspended'}          the store was restored, and no manager has resumed the raffle yet
--   {'damaged'}            the fields cannot be read, or the sizes of the keys do not agree; nothing was changed
--   {'missing'}            no raffle has this id
--   {'deleted'}            the raffle was deleted

local raffle, pool, codes, tree = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local players, receipts, networks = KEYS[5], KEYS[6], KEYS[7]
local attempt, root, nodes, withdrawn_hash, withdrawn_tickets = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local genesis, period, grace = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8]
-- include time
-- include date
-- include unreadable
local MINUTE = 60 * 1000 -- the least time from the seal to the round: the signature must come after the root

local fields = redis.call('HMGET', raffle,
  'total_tickets', 'root', 'sealing', 'suspended', 'opens_at', 'closes_at', 'ended_at', 'draw_at', 'deleted_at')
local total, standing, sealing, suspended, opens_at, closes_at, ended_at, draw_at, deleted_at = unpack(fields)
local ends_at = ended_at or closes_at
if deleted_at or not tonumber(total) then
  return unreadable(raffle)
end
if standing then
  -- WAIT (the wait for replicas) covers only writes of its own connection. Write the root again, so that the WAIT after
  -- this script covers it.
  redis.call('HSET', raffle, 'root', standing)
  return {'sealed'}
end
if sealing ~= attempt then
  return {'under_way'}
end
if suspended then
  return {'suspended'}
end
local left = redis.call('SCARD', pool)
if left ~= tonumber(withdrawn_tickets) or left + redis.call('HLEN', codes) ~= tonumber(total) then
  return {'damaged'}
end

-- The clock may have been set back. A seal comes after the opening, so use at least the time of the opening. If tickets
-- are left, the seal also comes after the end, so use at least the time of the end.
local now = math.max(now_ms(), opens_at and ms_of(opens_at) or 0, left > 0 and ends_at and ms_of(ends_at) or 0)
redis.call('HSET', raffle, 'root', root, 'withdrawn_hash', withdrawn_hash, 'withdrawn_tickets', withdrawn_tickets,
  'sealed_at', text_of(now))
redis.call('HDEL', raffle, 'sealing', 'sealing_until')
if genesis then
  local past = math.max(0, math.max(draw_at and ms_of(draw_at) or 0, now + MINUTE) - genesis)
  redis.call('HSET', raffle, 'round', string.format('%.0f', (past + -past % period) / period + 1))
end
redis.call('SET', tree, nodes)
-- If the raffle is sold out, the last claim has set the expiry of the keys that were passed to it. If the players of a
-- network were not limited then, `networks` was not passed. So set each expiry that is missing.
if redis.call('TTL', players) == -1 then redis.call('EXPIRE', players, grace) end
if redis.call('TTL', receipts) == -1 then redis.call('EXPIRE', receipts, grace) end
if redis.call('TTL', networks) == -1 then redis.call('EXPIRE', networks, grace) end
return {'sealed'}
