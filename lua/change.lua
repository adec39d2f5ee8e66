-- change: changes fields of a raffle that do not belong to its terms, and lists each change with its time. The caller
-- has read the fields and the revision (the number of earlier changes), and has computed its changes from the fields.
-- After this read, another call may have changed the raffle. So if the revision is no longer `known`, the script
-- changes nothing.
--
-- KEYS
--   1 raffle        hash, the raffle itself
--   2 changes       list, what was changed, JSON; the script adds the time and the last brace to each entry
--   3 log           list, what managers did, JSON
-- ARGV
--   1 known         the revision that the caller has read
--   2 line          line of the log, JSON without its time and its last brace; the script adds both
--   3 ... changed   for each field: its name, its new value ('' removes the field), and its entry for `changes`
-- Answers
--   {'changed'}     all changes are written
--   {'outdated'}    the raffle has another revision than the caller knows; nothing was changed
--   {'missing'}     no raffle has this id
--   {'damaged'}     the fields cannot be read; nothing was changed
--   {'deleted'}     the raffle was deleted

local raffle, changes, log = KEYS[1], KEYS[2], KEYS[3]
local known, line = tonumber(ARGV[1]), ARGV[2]
local HEAD = 2
-- include time
-- include date
-- include log
-- include unreadable

local fields = redis.call('HMGET', raffle, 'total_tickets', 'revision', 'deleted_at')
local total, revision, deleted_at = unpack(fields)
if deleted_at or not tonumber(total) then
  return unreadable(raffle)
end
if (tonumber(revision) or 0) ~= known then
  return {'outdated'}
end
redis.call('LLEN', changes) -- if the key has a wrong type, the script stops here, before its first write
local at, changes_something = text_of(now_ms()), #ARGV > HEAD
if changes_something then
  note(log, line, at)
end
-- A call that changes nothing writes the revision again. An earlier call may have made the same change, and WAIT covers
-- only writes of its own connection. With this write, the WAIT after this script also covers the earlier call.
redis.call('HSET', raffle, 'revision', changes_something and known + 1 or known)
for first = HEAD + 1, #ARGV, 3 do
  local name, value, entry = ARGV[first], ARGV[first + 1], ARGV[first + 2]
  if value == '' then
    redis.call('HDEL', raffle, name)
  else
    redis.call('HSET', raffle, name, value)
    if name == 'unlisted' then -- the raffle was listed before, so everybody may see its deletion: see the script delete
      redis.call('HSET', raffle, 'was_listed', '1')
    end
  end
  redis.call('RPUSH', changes, entry .. ',"at":"' .. at .. '"}')
end
return {'changed'}
