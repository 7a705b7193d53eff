-- Lets the workers read everything again that is still on the stream: storing it twice changes nothing. KEYS: stream. ARGV: group.
-- Answers how many entries that are.
for _, entry in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  for i = 1, #entry, 2 do
    if entry[i] == 'name' and entry[i + 1] == ARGV[1] then
      redis.call('XGROUP', 'SETID', KEYS[1], ARGV[1], '0-0')
      return redis.call('XLEN', KEYS[1])
    end
  end
end
return 0
