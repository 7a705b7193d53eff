-- Publishes a version of a poll: to the state and on the stream in one step. Older or repeated versions change nothing.
-- Once the poll is open, a version that gives its ballots another meaning is refused: this step decides, by Redis' clock.
-- KEYS: stream, the poll's state, index of polls.
-- ARGV: poll, version, definition, opens (ms or ''), closes (ms or ''), traceparent, digest of what ballots mean.
local version = redis.call('HGET', KEYS[2], 'version')
if version and tonumber(version) >= tonumber(ARGV[2]) then return 'current' end

local known = redis.call('HMGET', KEYS[2], 'meaning', 'opens')
if known[1] and known[1] ~= ARGV[7] then
  local time = redis.call('TIME')
  if known[2] == '' or time[1] * 1000 + math.floor(time[2] / 1000) >= tonumber(known[2]) then return 'open' end
end

local kind = version and 'poll.changed' or 'poll.opened'
local entry = {'v', '1', 'type', kind, 'id', ARGV[1] .. ':' .. ARGV[2], 'poll', ARGV[1], 'definition', ARGV[3]}
if ARGV[6] ~= '' then
  entry[#entry + 1] = 'traceparent'
  entry[#entry + 1] = ARGV[6]
end
local id = redis.call('XADD', KEYS[1], '*', unpack(entry))
redis.call('HSETNX', KEYS[2], 'state', 'open')
redis.call('HSET', KEYS[2], 'version', ARGV[2], 'definition', ARGV[3], 'opens', ARGV[4], 'closes', ARGV[5], 'meaning', ARGV[7])
redis.call('ZADD', KEYS[3], 'NX', string.match(id, '^%d+'), ARGV[1])
return 'published'
