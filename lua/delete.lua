-- delete: removes a raffle with all its keys, except the counters of wrong codes. These counters expire soon.
--
-- KEYS
--   1 raffle      hash, the raffle itself
--   2 pool        set, ticket numbers that nobody has claimed
--   3 players     hash, player -> ticket number
--   4 codes       hash, ticket number -> code hash (PHC string)
--   5 receipts    hash, player -> encrypted receipt
--   6 winners     sorted set, ticket number scored by place in the draw
--   7 networks    hash, network -> number of its players
--   8 tree        string, levels of the tree over all tickets
-- ARGV
--   none
-- Answers
--   {'deleted'}   the keys are gone; the store frees their memory in the background
--   {'missing'}   no raffle has this id

local raffle, pool, players, codes, receipts = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local winners, networks, tree = KEYS[6], KEYS[7], KEYS[8]

if redis.call('EXISTS', raffle) == 0 then
  return {'missing'}
end
redis.call('UNLINK', raffle, pool, players, codes, receipts, winners, networks, tree)
return {'deleted'}
