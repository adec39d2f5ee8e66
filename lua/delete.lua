-- delete: removes a raffle or a draft with all its keys, except the counters of wrong codes, which expire soon. A
-- tombstone (some facts about the raffle) stays in the hash. Without it, managers could secretly delete a raffle whose
-- winners they do not like. The log stays for `kept` seconds.
--
-- KEYS
--   1 raffle      hash, the raffle itself
--   2 pool        set, ticket numbers that nobody has claimed
--   3 players     hash, player -> ticket number
--   4 codes       hash, ticket number -> PHC string (Argon2id) of the code
--   5 receipts    hash, player -> receipt (encrypted code)
--   6 winners     sorted set, ticket number scored by place in the draw
--   7 networks    hash, network -> number of its players
--   8 tree            string, levels of the tree over all tickets
--   9 substitutes     list, ticket numbers of substitutes
--   10 substitutions  list, what was substituted
--   11 changes        list, what was changed after the creation, JSON
--   12 draft          hash, the draft of the raffle
--   13 hand_overs     sorted set, what was handed over, JSON
--   14 log            list, what managers did, JSON
-- ARGV
--   1 deleted_at  UTC, ISO 8601 with milliseconds
--   2 line        line of the log, JSON without its time and its last brace; the script adds both
--   3 kept        seconds after the deletion until the log is deleted
--   4 revision    '', or the revision of a draft: then only this revision of the draft is deleted
-- Answers
--   {'removed'}   only the tombstone and the log are left; the store frees the memory of the keys in the background
--   {'deleted'}   the raffle was deleted before; nothing was changed
--   {'missing'}   no raffle has this id
--   {'changed_meanwhile'}   the draft has another revision or was published; nothing was changed

local raffle, pool, players, codes, receipts = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local winners, networks, tree, substitutes, substitutions = KEYS[6], KEYS[7], KEYS[8], KEYS[9], KEYS[10]
local changes, draft, hand_overs, log = KEYS[11], KEYS[12], KEYS[13], KEYS[14]
local deleted_at, line, kept, revision = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
-- include log
local KEPT = 'name total_tickets terms created_at root withdrawn_hash round drawn_at'

local is_draft = redis.call('EXISTS', raffle) == 0
if is_draft and redis.call('EXISTS', draft) == 0 then
  return {'missing'}
end
-- `pcall`, because the key of a damaged raffle may be no hash. Then the key has nothing that could be kept.
if redis.pcall('HEXISTS', raffle, 'deleted_at') == 1 then
  return {'deleted'}
end
if revision ~= '' and redis.call('HGET', draft, 'revision') ~= revision then
  return {'changed_meanwhile'}
end
-- If everybody could see a deletion of this raffle before a restore, the script mark_deleted has written
-- `deleted_before`. Then everybody sees this second deletion too.
local raffle_marked = redis.pcall('HEXISTS', raffle, 'deleted_before') == 1
local deleted_before = raffle_marked or redis.pcall('HEXISTS', draft, 'deleted_before') == 1
local tombstone = {}
if is_draft and not deleted_before then
  tombstone[1], tombstone[2] = 'unlisted', '1' -- only managers may see that there was a draft
end
-- If the tombstone has `unlisted`, only managers see the deletion. A raffle that was listed before it became unlisted
-- gets no such tombstone, so everybody sees its deletion. There is one exception: if nobody has got a ticket, a manager
-- may have listed the raffle by mistake, so only managers see its deletion.
local never_sold = redis.pcall('HEXISTS', raffle, 'was_listed') ~= 1 or redis.call('EXISTS', codes) == 0
local stays_unlisted = never_sold and not deleted_before
for name in string.gmatch(stays_unlisted and KEPT .. ' unlisted' or KEPT, '%S+') do
  local value = redis.pcall('HGET', raffle, name)
  if type(value) == 'string' then
    tombstone[#tombstone + 1] = name
    tombstone[#tombstone + 1] = value
  end
end
-- A full store must accept a deletion, because a deletion makes room. A full store refuses HSET as the first write of a
-- script, but accepts HSET after UNLINK.
redis.call('UNLINK', raffle, pool, players, codes, receipts, winners, networks, tree, substitutes, substitutions,
  changes, draft, hand_overs)
if type(redis.pcall('LLEN', log)) ~= 'number' then
  redis.call('UNLINK', log) -- the key of the log is no list
end
note(log, line, deleted_at)
redis.call('EXPIRE', log, kept)
redis.call('HSET', raffle, 'deleted_at', deleted_at, unpack(tombstone))
return {'removed'}
