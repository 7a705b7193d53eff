-- Dead letters, oldest first, with no more of them than a person needs to decide: no voter's hash, no megabytes.
-- KEYS: dead letters. ARGV: id that they lie behind, how many at most.
local shown = {reason = true, entry = true, position = true, type = true, poll = true, raw = true}
local letters = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
for _, letter in ipairs(letters) do
  local fields = {}
  for i = 1, #letter[2], 2 do
    if shown[letter[2][i]] then
      fields[#fields + 1] = letter[2][i]
      fields[#fields + 1] = string.sub(letter[2][i + 1], 1, 100)
    end
  end
  letter[2] = fields
end
return letters
