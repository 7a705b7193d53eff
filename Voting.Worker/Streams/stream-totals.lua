-- The stream's own account in one step. KEYS: stream, dead letters. ARGV: group, and 'keep-from' to get
-- instead the oldest id that still lacks an outcome (the next one to be read where none is pending).
local function map(reply)
  local result = {}
  for i = 1, #reply, 2 do result[reply[i]] = reply[i + 1] end
  return result
end

if redis.call('EXISTS', KEYS[1]) == 0 then
  if ARGV[2] then return '0' end
  return {0, 0, 0, 0}
end

local stream = map(redis.call('XINFO', 'STREAM', KEYS[1]))
local group
for _, entry in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local candidate = map(entry)
  if candidate['name'] == ARGV[1] then group = candidate end
end

local pending = group and group['pending'] or 0
if ARGV[2] then
  if not group then return '0' end
  if pending > 0 then return redis.call('XPENDING', KEYS[1], ARGV[1])[2] end
  return group['last-delivered-id']
end

local dead = 0
if redis.call('EXISTS', KEYS[2]) == 1 then
  dead = map(redis.call('XINFO', 'STREAM', KEYS[2]))['entries-added']
end
local unread = stream['entries-added']
if group and group['lag'] then
  unread = group['lag']
elseif group then
  -- Someone deleted entries by hand, and Redis no longer knows: count.
  unread = #redis.call('XRANGE', KEYS[1], '(' .. group['last-delivered-id'], '+')
end
return {stream['entries-added'], pending, unread, dead}
