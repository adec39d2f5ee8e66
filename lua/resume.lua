-- resume: lets a suspended raffle go on. A raffle is suspended after its store was restored, or has lost data.
--
-- KEYS
--   1 raffle             hash, the raffle itself
--   2 log                list, what managers did, JSON
-- ARGV
--   1 line               line of the log, JSON without its time and its last brace; the script adds both
-- Answers
--   {'resumed'}          claims and the draw are possible again
--   {'not_suspended'}    the raffle is not suspended; nothing was changed
--   {'missing'}          no raffle has this id
--   {'deleted'}          the raffle was deleted; nothing was changed

local raffle, log = KEYS[1], KEYS[2]
local line = ARGV[1]
-- include time
-- include date
-- include log

if redis.call('EXISTS', raffle) == 0 then
  return {'missing'}
end
if redis.call('HEXISTS', raffle, 'deleted_at') == 1 then
  return {'deleted'}
end
if redis.call('HEXISTS', raffle, 'suspended') == 0 then
  return {'not_suspended'}
end
note(log, line, text_of(now_ms()))
redis.call('HDEL', raffle, 'suspended')
return {'resumed'}
