-- find_player: looks for the player who holds a ticket, in a part of the players. So the store is free between two parts.
--
-- KEYS
--   1 players            hash, player -> ticket number
-- ARGV
--   1 cursor             where the part begins: '0', or the cursor of the answer before
--   2 ticket_number      number of the ticket
--   3 count              about how many players a part has
-- Answers
--   {'found', player}    this player holds the ticket
--   {'next', cursor}     nobody in this part does, and another part follows
--   {'nobody'}           no player holds the ticket

local players = KEYS[1]
local cursor, ticket_number, count = ARGV[1], ARGV[2], ARGV[3]

local next, found = unpack(redis.call('HSCAN', players, cursor, 'COUNT', count))
for at = 1, #found, 2 do
  if found[at + 1] == ticket_number then
    return {'found', found[at]}
  end
end
if next == '0' then
  return {'nobody'}
end
return {'next', next}
