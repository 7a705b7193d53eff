-- Lets the stream count on from behind everything that the ledger has, so that no new position lies before a stored one.
-- KEYS: stream. ARGV: that id, as milliseconds and sequence.
local function map(reply)
  local result = {}
  for i = 1, #reply, 2 do result[reply[i]] = reply[i + 1] end
  return result
end

if redis.call('EXISTS', KEYS[1]) == 0 then
  -- A stream cannot be made without an entry or a group; the entry goes at once, and its id stays taken.
  redis.call('XADD', KEYS[1], ARGV[1] .. '-' .. ARGV[2], 'v', '1')
  redis.call('XTRIM', KEYS[1], 'MAXLEN', 0)
  redis.call('XSETID', KEYS[1], ARGV[1] .. '-' .. ARGV[2], 'ENTRIESADDED', 0, 'MAXDELETEDID', '0-0')
end

local stream = map(redis.call('XINFO', 'STREAM', KEYS[1]))
local last = stream['last-generated-id']
local milliseconds, sequence = string.match(last, '^(%d+)-(%d+)$')
if tonumber(milliseconds) < tonumber(ARGV[1]) or tonumber(milliseconds) == tonumber(ARGV[1]) and tonumber(sequence) < tonumber(ARGV[2]) then
  last = ARGV[1] .. '-' .. ARGV[2]
end
redis.call('XSETID', KEYS[1], last, 'ENTRIESADDED', stream['entries-added'], 'MAXDELETEDID', stream['max-deleted-entry-id'])
return last
