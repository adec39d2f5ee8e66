-- set_stage: writes the stage (how many winners of a drawn raffle an audience sees). The draw stays as it is.
--
-- KEYS
--   1 raffle            hash, the raffle itself
--   2 winners           sorted set, ticket number scored by place in the draw
-- ARGV
--   1 position          number of winners that are shown, beginning with the last winner
--   2 running           'true' if each screen shows the other winners by itself after that, or else 'false'
-- Answers
--   {'set', stage}      the stage is written, JSON with its time (UTC, ISO 8601 with milliseconds)
--   {'beyond', most}    the raffle has only `most` winners; nothing was changed
--   {'undrawn'}         no winners are drawn
--   {'deleted'}         the raffle was deleted
--   {'missing'}         no raffle has this id

local raffle, winners = KEYS[1], KEYS[2]
local position, running = tonumber(ARGV[1]), ARGV[2]
-- include time
-- include date

local drawn_at, deleted_at, earlier = unpack(redis.call('HMGET', raffle, 'drawn_at', 'deleted_at', 'stage'))
if deleted_at then return {'deleted'} end
if not drawn_at then
  return redis.call('EXISTS', raffle) == 1 and {'undrawn'} or {'missing'}
end
local most = redis.call('ZCARD', winners)
if position > most then
  return {'beyond', most}
end
-- A screen ignores a stage that is older than the stage on the screen. So if the clock was set back, use a time just
-- after the earlier stage.
local earlier_at = earlier and ms_of(string.match(earlier, '"at":"([^"]*)"') or '')
local at = text_of(math.max(now_ms(), earlier_at and earlier_at + 1 or 0))
local stage = string.format('{"position":%d,"running":%s,"at":"%s"}', position, running, at)
redis.call('HSET', raffle, 'stage', stage)
return {'set', stage}
