-- The door: one ballot is checked against the poll's state and appended, in one step, so that what is accepted
-- lies before the fence. KEYS: stream, the poll's state, its idempotency keys.
-- ARGV: version that the ballot was checked against, ballot, poll, voter, content, digest of the content ('' without a key), largest backlog, traceparent.
local poll = redis.call('HMGET', KEYS[2], 'state', 'version', 'opens', 'closes')
if not poll[1] then return {'unknown'} end

if ARGV[6] ~= '' then
  local seen = redis.call('HGET', KEYS[3], ARGV[2])
  if seen then
    local digest, position = string.match(seen, '^(%S+) (%S+)$')
    if digest == ARGV[6] then return {'replayed', position} end
    return {'conflict'}
  end
end

if poll[1] ~= 'open' then return {'closed'} end
if poll[3] ~= '' or poll[4] ~= '' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  if poll[4] ~= '' and now >= tonumber(poll[4]) then return {'closed'} end
  if poll[3] ~= '' and now < tonumber(poll[3]) then return {'scheduled'} end
end
if poll[2] ~= ARGV[1] then return {'stale'} end
if redis.call('XLEN', KEYS[1]) >= tonumber(ARGV[7]) then return {'full'} end

local position
if ARGV[8] == '' then
  position = redis.call('XADD', KEYS[1], '*', 'v', '1', 'type', 'ballot.cast', 'id', ARGV[2], 'poll', ARGV[3], 'voter', ARGV[4], 'content', ARGV[5])
else
  position = redis.call('XADD', KEYS[1], '*', 'v', '1', 'type', 'ballot.cast', 'id', ARGV[2], 'poll', ARGV[3], 'voter', ARGV[4], 'content', ARGV[5], 'traceparent', ARGV[8])
end
if ARGV[6] ~= '' then redis.call('HSET', KEYS[3], ARGV[2], ARGV[6] .. ' ' .. position) end
return {'accepted', position}
