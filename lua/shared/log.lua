-- Writes the line of an act to the log of its raffle. app/domain/log.py makes `line`: JSON without its time and last brace.
-- The script of an act calls this itself, so no act lacks its line, and no line lacks its act. It does so before the write
-- that makes the act, because a log of a foreign type stops the script.
local function note(log, line, at)
  redis.call('RPUSH', log, line .. ',"at":"' .. at .. '"}')
end
