-- The stream's account in one step, to be compared with the ledger's marks. KEYS: stream, dead letters, index of polls.
-- ARGV: group, how many of the newest polls to name, 'count' to count what was read instead of believing Redis' own number,
-- which Redis 7.0 forgets with a restart.
-- Answers: last id, entries ever added, pending, not yet read, ever dead-lettered, length, 1 where there is the group, then ids of polls.
local function map(reply)
  local result = {}
  for i = 1, #reply, 2 do result[reply[i]] = reply[i + 1] end
  return result
end

local answer = {'0-0', 0, 0, 0, 0, 0, 0}
if redis.call('EXISTS', KEYS[1]) == 1 then
  local stream = map(redis.call('XINFO', 'STREAM', KEYS[1]))
  local group
  for _, entry in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
    local candidate = map(entry)
    if candidate['name'] == ARGV[1] then group = candidate end
  end

  local unread = stream['length']
  if group and group['lag'] and ARGV[3] ~= 'count' then
    unread = group['lag']
  elseif group then
    local from, part = '-', nil
    repeat
      part = redis.call('XRANGE', KEYS[1], from, group['last-delivered-id'], 'COUNT', 1000)
      unread = unread - #part
      if #part > 0 then from = '(' .. part[#part][1] end
    until #part < 1000
  end
  answer = {stream['last-generated-id'], stream['entries-added'], group and group['pending'] or 0, unread, 0, stream['length'], group and 1 or 0}
end
if redis.call('EXISTS', KEYS[2]) == 1 then answer[5] = map(redis.call('XINFO', 'STREAM', KEYS[2]))['entries-added'] end
for _, poll in ipairs(redis.call('ZREVRANGE', KEYS[3], 0, ARGV[2] - 1)) do answer[#answer + 1] = poll end
return answer
