-- claim: gives each of a group of players one random ticket, unless it holds one already.
-- Every claim of the group is answered by itself; none can fail its neighbours.
--
-- KEYS
--   1 raffle                   hash, the raffle itself
--   2 pool                     set, ticket numbers not yet claimed
--   3 players                  hash, player -> ticket number
--   4 codes                    hash, ticket number -> PHC string
--   5 receipts                 hash, player -> sealed receipt
-- ARGV, three for each claim of the group
--   1 player                   address as the raffle counts it
--   2 phc                      PHC string of the code that the ticket gets; '' only looks and claims nothing
--   3 receipt                  sealed receipt to keep with the ticket, '' for none
-- Answers
--   {'missing'}                there is no such raffle
--   {'filling'}                its tickets are not all laid out yet
--   {'open', remaining, answer ...}  tickets left after the group, and an answer for each claim, in order:
--     {'claimed', number}        the player now holds this ticket
--     {'held', number, receipt}  the player held this ticket before; '' when it has no receipt
--     {'sold_out'}               no ticket is left
--     {'left'}                   a look found the player without a ticket, and tickets left

local raffle, pool, players, codes, receipts = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]

local fields = redis.call('HMGET', raffle, 'total_tickets', 'filled')
if not fields[1] then
  return {'missing'}
end
if fields[1] ~= fields[2] then
  return {'filling'}
end

-- Changes nothing, but needs memory: a full store refuses the whole group here, before anything is popped.
redis.call('HSETNX', raffle, 'filled', fields[2])

local function claim(player, phc, receipt)
  local held = redis.call('HGET', players, player)
  if held then
    local kept = redis.call('HGET', receipts, player)
    if kept then
      -- Written again as it is, so that a WAIT on this connection covers the claim that its holder is told of again.
      redis.call('HSET', receipts, player, kept)
    end
    return {'held', held, kept or ''}
  end
  if phc == '' then
    return redis.call('EXISTS', pool) == 1 and {'left'} or {'sold_out'}
  end
  local number = redis.call('SPOP', pool)
  if not number then
    return {'sold_out'}
  end
  redis.call('HSET', players, player, number)
  redis.call('HSET', codes, number, phc)
  if receipt ~= '' then
    redis.call('HSET', receipts, player, receipt)
  end
  return {'claimed', number}
end

local answers = {}
for first = 1, #ARGV, 3 do
  answers[#answers + 1] = claim(ARGV[first], ARGV[first + 1], ARGV[first + 2])
end
return {'open', redis.call('SCARD', pool), unpack(answers)}
