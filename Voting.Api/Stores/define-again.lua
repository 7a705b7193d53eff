-- Puts the definition of a poll that is published already on the stream again, for a ledger that lost it. KEYS: stream, the poll's state. ARGV: poll.
local state = redis.call('HMGET', KEYS[2], 'version', 'definition')
if not state[1] then return 0 end
redis.call('XADD', KEYS[1], '*', 'v', '1', 'type', 'poll.opened', 'id', ARGV[1] .. ':' .. state[1], 'poll', ARGV[1], 'definition', state[2])
return 1
