-- Writes the line of an act to the log of its raffle. app/domain/log.py makes `line`, which is JSON without the time
-- and the last brace. This function adds both. The script of the act calls this function, so an act and its line are
-- written together or not at all. The script calls it before its other writes. So if the log is no list, nothing is
-- written.
local function note(log, line, at)
  redis.call('RPUSH', log, line .. ',"at":"' .. at .. '"}')
end
