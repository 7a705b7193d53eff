-- Publishes voting codes of a poll for the script that appends. A code that is revoked stays so, whatever an older reader of the
-- table says afterwards. KEYS: the poll's codes. ARGV: '1' for codes that are good or '0' for revoked ones, then their hashes.
for i = 2, #ARGV do
  if ARGV[1] == '1' then
    redis.call('HSETNX', KEYS[1], ARGV[i], '1')
  else
    redis.call('HSET', KEYS[1], ARGV[i], '0')
  end
end
return #ARGV - 1
