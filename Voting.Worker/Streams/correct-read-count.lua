-- Sets right how many entries the group has read, from which Redis derives how many it has not. Loading its AOF,
-- Redis 7.0 restores the group's position but not this number. KEYS: stream. ARGV: group.
-- Counts what was read and is not trimmed yet, a few seconds' worth, not the backlog.
local function map(reply)
  local result = {}
  for i = 1, #reply, 2 do result[reply[i]] = reply[i + 1] end
  return result
end

if redis.call('EXISTS', KEYS[1]) == 0 then return end
local last
for _, entry in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local candidate = map(entry)
  if candidate['name'] == ARGV[1] then last = candidate['last-delivered-id'] end
end
if not last then return end

local unread = redis.call('XLEN', KEYS[1])
local from = '-'
local part
repeat
  part = redis.call('XRANGE', KEYS[1], from, last, 'COUNT', 1000)
  unread = unread - #part
  if #part > 0 then from = '(' .. part[#part][1] end
until #part < 1000

local added = map(redis.call('XINFO', 'STREAM', KEYS[1]))['entries-added']
redis.call('XGROUP', 'SETID', KEYS[1], ARGV[1], last, 'ENTRIESREAD', added - unread)
