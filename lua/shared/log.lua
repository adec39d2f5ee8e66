-- Writes the line of an act to the log of its raffle. app/domain/log.py makes `line`: JSON without the time and without
-- the last brace, which this function adds. The script of the act calls this function, so an act and its line are
-- written together or not at all. The call comes before the other writes of the script. So if the log is no list,
-- nothing is written.
local function note(log, line, at)
  redis.call('RPUSH', log, line .. ',"at":"' .. at .. '"}')
end
