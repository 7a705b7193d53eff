-- Appends the close marker and closes the poll in one step. KEYS: stream, the poll's state, its idempotency keys. ARGV: poll, seconds to keep the keys, traceparent.
local state = redis.call('HGET', KEYS[2], 'state')
if not state then return 'unknown' end
if state == 'closed' then return 'closed' end

local entry = {'v', '1', 'type', 'poll.closed', 'id', ARGV[1] .. ':closed', 'poll', ARGV[1]}
if ARGV[3] ~= '' then
  entry[#entry + 1] = 'traceparent'
  entry[#entry + 1] = ARGV[3]
end
local marker = redis.call('XADD', KEYS[1], '*', unpack(entry))
redis.call('HSET', KEYS[2], 'state', 'closed', 'marker', marker)
redis.call('EXPIRE', KEYS[3], ARGV[2])
return 'closed'
