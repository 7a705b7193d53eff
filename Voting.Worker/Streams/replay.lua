-- Puts one dead letter back on the stream with the position at which it was accepted first, only once.
-- KEYS: stream, dead letters. ARGV: id of the letter, that position.
local letter = redis.call('XRANGE', KEYS[2], ARGV[1], ARGV[1])[1]
if not letter then return 0 end
local fields = {}
for i = 1, #letter[2], 2 do
  local name = letter[2][i]
  if name ~= 'reason' and name ~= 'entry' and name ~= 'position' then
    fields[#fields + 1] = name
    fields[#fields + 1] = letter[2][i + 1]
  end
end
redis.call('XADD', KEYS[1], '*', 'position', ARGV[2], unpack(fields))
redis.call('XDEL', KEYS[2], ARGV[1])
return 1
