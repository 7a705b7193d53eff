-- Puts dead letters back on the stream as new entries. KEYS: stream, dead letters. ARGV: how many at most.
local letters = redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', ARGV[1])
local replayed = 0
for _, letter in ipairs(letters) do
  local fields = {}
  local raw = false
  for i = 1, #letter[2], 2 do
    raw = raw or letter[2][i] == 'raw'
    if letter[2][i] ~= 'reason' and letter[2][i] ~= 'entry' then
      fields[#fields + 1] = letter[2][i]
      fields[#fields + 1] = letter[2][i + 1]
    end
  end
  if #fields > 0 and not raw then
    redis.call('XADD', KEYS[1], '*', unpack(fields))
    redis.call('XDEL', KEYS[2], letter[1])
    replayed = replayed + 1
  end
end
return replayed
