-- erase: removes the address of one player before the draw. The ticket of the player stays taken, and can still win. In
-- `players`, an entry without an address replaces the entry of the player. So there are still as many players as codes.
--
-- KEYS
--   1 raffle           hash, the raffle itself
--   2 players          hash, player -> ticket number
--   3 receipts         hash, player -> receipt (encrypted code)
--   4 networks         hash, network -> number of its players
--   5 failures         counter, how many codes of the player were wrong or are not verified yet
--   6 log              list, what managers did, JSON
-- ARGV
--   1 player           the player: an IPv4 address or an IPv6 network
--   2 ticket_number    number of the ticket that the player must hold; '' for any ticket
--   3 network          the IPv6 /48 of the player; '' if the player has none
--   4 line             line of the log, JSON without its time and its last brace; the script adds both
-- Answers
--   {'erased'}         the raffle no longer has the address
--   {'unknown'}        the player holds no such ticket; nothing was changed
--   {'drawn'}          the winners are drawn, so all addresses are deleted soon; nothing was changed
--   {'deleted'}        the raffle was deleted
--   {'damaged'}        the fields cannot be read; nothing was changed
--   {'missing'}        no raffle has this id

local raffle, players, receipts, networks, failures, log = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local player, ticket_number, network, line = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- include time
-- include date
-- include log
-- include unreadable

local total, drawn_at, deleted_at = unpack(redis.call('HMGET', raffle, 'total_tickets', 'drawn_at', 'deleted_at'))
if deleted_at or not tonumber(total) then
  return unreadable(raffle)
end
if drawn_at then
  return {'drawn'}
end
local held = redis.call('HGET', players, player)
if not held or (ticket_number ~= '' and held ~= ticket_number) then
  return {'unknown'}
end
local neighbours = network ~= '' and tonumber(redis.call('HGET', networks, network))
redis.call('HEXISTS', receipts, player) -- if the key has a wrong type, the script stops here, before its first write
-- Only the file records.jsonl uses `erased_ticket`. Managers do not see it: they would learn whose ticket this was.
note(log, line .. ',"erased_ticket":' .. (string.match(held, '^%d+$') or 0), text_of(now_ms()))
-- Write the new entry first. If HDEL came first, it could remove the last entry, and with it the key and its expiry.
redis.call('HSET', players, 'erased-' .. held, held)
redis.call('HDEL', players, player)
redis.call('HDEL', receipts, player)
redis.call('DEL', failures)
if neighbours and neighbours > 1 then
  redis.call('HINCRBY', networks, network, -1)
elseif neighbours then
  redis.call('HDEL', networks, network)
end
return {'erased'}
