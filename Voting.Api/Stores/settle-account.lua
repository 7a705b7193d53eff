-- Sets how many entries the stream has had to what the stores together have, once nothing is on its way; only then, in one step.
-- KEYS: stream, dead letters. ARGV: group, entries with an outcome in the ledger, last id that was seen. Answers 1 where it could be done.
local function map(reply)
  local result = {}
  for i = 1, #reply, 2 do result[reply[i]] = reply[i + 1] end
  return result
end

local stream = map(redis.call('XINFO', 'STREAM', KEYS[1]))
if stream['last-generated-id'] ~= ARGV[3] then return 0 end
local group
for _, entry in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local candidate = map(entry)
  if candidate['name'] == ARGV[1] then group = candidate end
end
local dead = 0
if redis.call('EXISTS', KEYS[2]) == 1 then dead = map(redis.call('XINFO', 'STREAM', KEYS[2]))['entries-added'] end

local added = tonumber(ARGV[2]) + dead
if group then
  if group['pending'] > 0 then return 0 end
  if #redis.call('XRANGE', KEYS[1], '(' .. group['last-delivered-id'], '+', 'COUNT', 1) > 0 then return 0 end
else
  added = added + stream['length']
end
-- Entries that were read and not trimmed yet are among those that have their outcome, unless the ledger lost everything.
if added < stream['length'] then return 0 end
redis.call('XSETID', KEYS[1], stream['last-generated-id'], 'ENTRIESADDED', added, 'MAXDELETEDID', stream['max-deleted-entry-id'])
if group then redis.call('XGROUP', 'SETID', KEYS[1], ARGV[1], group['last-delivered-id'], 'ENTRIESREAD', added) end
return 1
