-- Dead-letters one entry with its reason and acknowledges it, only once. KEYS: stream, dead letters. ARGV: group, id, reason.
local entry = redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2])
if redis.call('XACK', KEYS[1], ARGV[1], ARGV[2]) == 0 then return 0 end
local letter = {'reason', ARGV[3], 'entry', ARGV[2]}
if entry[1] and #entry[1][2] > 1000 then
  -- More than Lua can unpack: kept whole as one field. Nothing of ours looks like this, so it is not replayed.
  letter[#letter + 1] = 'raw'
  letter[#letter + 1] = cjson.encode(entry[1][2])
elseif entry[1] then
  for _, value in ipairs(entry[1][2]) do letter[#letter + 1] = value end
end
redis.call('XADD', KEYS[2], '*', unpack(letter))
return 1
