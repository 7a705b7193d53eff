-- Resets the stream to the present: Redis counts on from its last id, and one from the future would make every later entry
-- unreadable. Only once all entries have their outcome; meanwhile the API appends nothing. KEYS: stream. ARGV: group, the last id
-- that the ledger has, which stays behind every new one.
local function map(reply)
  local result = {}
  for i = 1, #reply, 2 do result[reply[i]] = reply[i + 1] end
  return result
end
local function milliseconds(id) return tonumber(string.match(id, '^%d+')) end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local stream = map(redis.call('XINFO', 'STREAM', KEYS[1]))
if milliseconds(stream['last-generated-id']) <= now + 86400000 then return 0 end

local group
for _, entry in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local candidate = map(entry)
  if candidate['name'] == ARGV[1] then group = candidate end
end
if not group or group['pending'] > 0 then return 0 end
if group['last-delivered-id'] ~= stream['last-generated-id']
  and #redis.call('XRANGE', KEYS[1], '(' .. group['last-delivered-id'], '+', 'COUNT', 1) > 0 then return 0 end

local first = string.format('%.0f-0', now)
if milliseconds(ARGV[2]) >= now then first = ARGV[2] end
-- XSETID does not go back behind what was deleted, so the key is made anew. The counts stay: the balance rests on them.
redis.call('DEL', KEYS[1])
redis.call('XGROUP', 'CREATE', KEYS[1], ARGV[1], first, 'MKSTREAM', 'ENTRIESREAD', stream['entries-added'])
redis.call('XSETID', KEYS[1], first, 'ENTRIESADDED', stream['entries-added'], 'MAXDELETEDID', '0-0')
return 1
