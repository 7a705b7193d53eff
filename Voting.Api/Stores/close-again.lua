-- Puts the close marker of a closed poll on the stream again, for a ledger that lost it. KEYS: stream, the poll's state. ARGV: poll.
if redis.call('HGET', KEYS[2], 'state') ~= 'closed' then return 0 end
local marker = redis.call('XADD', KEYS[1], '*', 'v', '1', 'type', 'poll.closed', 'id', ARGV[1] .. ':closed', 'poll', ARGV[1])
redis.call('HSET', KEYS[2], 'marker', marker)
return 1
