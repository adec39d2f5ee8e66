-- Writes the line of an act to the log of its raffle. app/domain/log.py makes `line`, JSON without time and last brace.
-- The script of the act calls this function, so an act and its line are written together or not at all. The script
-- calls it before its other writes: if the key of the log has a foreign type, nothing is written.
local function note(log, line, at)
  redis.call('RPUSH', log, line .. ',"at":"' .. at .. '"}')
end
