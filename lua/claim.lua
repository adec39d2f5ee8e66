-- claim: gives one random ticket to each player in a group, if the player has no ticket yet.
-- A group is some claims of one raffle in one call. Each claim gets its own answer. If one claim is refused, the other
-- claims can still succeed.
--
-- KEYS
--   1 raffle                   hash, the raffle itself
--   2 pool                     set, ticket numbers that nobody has claimed
--   3 players                  hash, player -> ticket number
--   4 codes                    hash, ticket number -> PHC string (Argon2id) of the code
--   5 receipts                 hash, player -> receipt (encrypted code)
--   6 networks                 hash, network -> number of its players; passed only if this number is limited
-- ARGV; the last five are repeated for each claim of the group
--   1 waits                    '1' if the caller waits for replicas (WAIT); '' otherwise
--   2 grace                    seconds after the last claim until players, receipts and networks expire without a draw
--   3 player                   the player: an IPv4 address or an IPv6 network
--   4 phc                      PHC string (Argon2id) of the ticket's code; '' for a probe, which takes no ticket
--   5 receipt                  encrypted code of the ticket; '' for no receipt
--   6 network                  the IPv6 /48 whose number of players is limited; '' for no limit
--   7 most                     the largest number of players of this network; not used if `network` is ''
-- Answers
--   {'missing'}                no raffle has this id
--   {'deleted'}                the raffle was deleted
--   {'damaged'}                the fields cannot be read, or the sizes of the keys do not agree; nothing was changed
--   {'filling'}                the pool is not complete yet
--   {'suspended'}              the store was restored, and no manager has resumed the raffle yet
--   {'open', remaining, answer ...}  the number of tickets that are left, and the answer to each claim, in order:
--     {'claimed', number}        the player now holds this ticket
--     {'held', number, receipt}  the player already held this ticket; receipt is '' if the ticket has no receipt
--     {'sold_out'}               no ticket is left
--     {'closed'}                 `ended_at` or `closes_at` has passed, or the raffle is sealed; nothing was changed
--     {'not_open_yet', seconds}  the raffle opens in `seconds`; nothing was changed
--     {'network_full'}           the network of the player has its largest number of players; nothing was changed
--     {'other_rule', prefix}     IPv6 players of this raffle are networks of `prefix` bits; nothing was changed
--     {'left'}                   answer to a probe: the player has no ticket, and tickets are left

local raffle, pool, players, codes, receipts, networks = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local waits, grace = ARGV[1], ARGV[2]
-- include time
-- include unreadable

local fields = redis.call('HMGET', raffle, 'total_tickets', 'filled', 'drawn_at', 'suspended', 'player_rule',
  'root', 'sealing', 'opens_at', 'closes_at', 'ended_at')
local total, filled, drawn_at, suspended, rule, root, sealing, opens_at, closes_at, ended_at = unpack(fields)
-- `prefix`, `opens` and `closes` are false if the raffle lacks the field, and nil if the field cannot be read.
local prefix = rule and tonumber(string.match(rule, '^ipv6/(%d+)$'))
local opens, closes = opens_at and ms_of(opens_at), (ended_at or closes_at) and ms_of(ended_at or closes_at)
if not (tonumber(total) and tonumber(filled)) or prefix == nil or opens == nil or closes == nil then
  return unreadable(raffle)
end
-- Count the pool only here. The claim of the last ticket removes the key of the pool. While the slot of a missing key
-- moves to another node, SCARD can fail. So a later SCARD could stop the script after some claims of the group.
local left, held, coded = redis.call('SCARD', pool), redis.call('HLEN', players), redis.call('HLEN', codes)
-- Players expire after the draw, or long after the last claim. Then the key sizes do not agree, but nothing is damaged.
local ended = left == 0 or root
local forgotten = drawn_at or (ended and total == filled and held == 0 and left + coded == tonumber(total))
if not forgotten and (left + held ~= tonumber(filled) or coded ~= held
  or redis.call('HLEN', receipts) > held or (networks and redis.call('HLEN', networks) > held)) then
  return {'damaged'}
end
if total ~= filled then return {'filling'} end
if suspended then return {'suspended'} end
-- A full store refuses this command, and the script stops before it gives anybody a ticket. In other stores, the
-- command changes nothing, because the field exists.
redis.call('HSETNX', raffle, 'filled', filled)

local now = (opens or closes) and now_ms()
local closed = root or sealing or (closes and now >= closes)
local function claim(player, phc, receipt, network, most)
  -- The first IPv6 player fixes the prefix length of the raffle. If the length changed, one player could claim twice.
  local bits = tonumber(string.match(player, '/(%d+)$'))
  if bits and bits ~= (prefix or bits) then return {'other_rule', prefix} end
  if bits and not prefix then redis.call('HSET', raffle, 'player_rule', 'ipv6/' .. bits) end
  prefix = prefix or bits
  local held = redis.call('HGET', players, player)
  if held then
    local kept = redis.call('HGET', receipts, player)
    -- WAIT covers only writes of its own connection, so write the receipt again. Without WAIT, a retry writes nothing.
    if kept and waits == '1' then redis.call('HSET', receipts, player, kept) end
    return {'held', held, kept or ''}
  end
  if left == 0 then return {'sold_out'} end
  if closed then return {'closed'} end
  if opens and now < opens then return {'not_open_yet', math.ceil((opens - now) / 1000)} end
  local neighbours = network ~= '' and tonumber(redis.call('HGET', networks, network)) or 0
  if network ~= '' and neighbours >= tonumber(most) then return {'network_full'} end
  if phc == '' then return {'left'} end
  local number = redis.call('SPOP', pool)
  left = left - 1
  redis.call('HSET', players, player, number)
  redis.call('HSET', codes, number, phc)
  if receipt ~= '' then redis.call('HSET', receipts, player, receipt) end
  if network ~= '' then redis.call('HSET', networks, network, neighbours + 1) end
  return {'claimed', number}
end
local answers = {}
for first = 3, #ARGV, 5 do
  answers[#answers + 1] = claim(ARGV[first], ARGV[first + 1], ARGV[first + 2], ARGV[first + 3], ARGV[first + 4])
end
-- `pcall`, because a key may be missing. While the slot of a missing key moves to another node, a command can fail.
if left == 0 and redis.pcall('TTL', players) == -1 then
  redis.pcall('EXPIRE', players, grace)
  redis.pcall('EXPIRE', receipts, grace)
  if networks then redis.pcall('EXPIRE', networks, grace) end
end
return {'open', left, unpack(answers)}
