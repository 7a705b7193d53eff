-- Publishes a version of a poll: to the door and on the stream in one step. Older or repeated versions change nothing.
-- KEYS: stream, the poll's state, index of polls. ARGV: poll, version, definition, opens (ms or ''), closes (ms or ''), traceparent.
local version = redis.call('HGET', KEYS[2], 'version')
if version and tonumber(version) >= tonumber(ARGV[2]) then return 'current' end

local kind = version and 'poll.changed' or 'poll.opened'
local entry = {'v', '1', 'type', kind, 'id', ARGV[1] .. ':' .. ARGV[2], 'poll', ARGV[1], 'definition', ARGV[3]}
if ARGV[6] ~= '' then
  entry[#entry + 1] = 'traceparent'
  entry[#entry + 1] = ARGV[6]
end
local id = redis.call('XADD', KEYS[1], '*', unpack(entry))
redis.call('HSETNX', KEYS[2], 'state', 'open')
redis.call('HSET', KEYS[2], 'version', ARGV[2], 'definition', ARGV[3], 'opens', ARGV[4], 'closes', ARGV[5])
redis.call('ZADD', KEYS[3], 'NX', string.match(id, '^%d+'), ARGV[1])
return 'published'
