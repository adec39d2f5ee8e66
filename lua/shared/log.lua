-- Writes the line of an act to the log of its raffle. app/domain/log.py makes `line`, JSON without time and last brace.
-- The script of the act calls this function, so the store has either both, the act and its line, or neither of them.
-- The script calls it before its other writes, because it stops the script if the key of the log has a foreign type.
local function note(log, line, at)
  redis.call('RPUSH', log, line .. ',"at":"' .. at .. '"}')
end
