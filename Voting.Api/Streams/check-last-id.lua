-- Runs before each script that appends to the stream, KEYS[1]. A position is milliseconds << 20 | sequence (docs/contracts.md), and Redis
-- counts on from its last id, also from one that was forged: then nothing is appended until Worker has brought the stream back.
if redis.call('EXISTS', KEYS[1]) == 1 then
  local stream = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #stream, 2 do
    if stream[i] == 'last-generated-id' then
      local milliseconds, sequence = string.match(stream[i + 1], '^(%d+)-(%d+)$')
      local time = redis.call('TIME')
      local now = time[1] * 1000 + math.floor(time[2] / 1000)
      -- A thousand are more than one script appends.
      if tonumber(milliseconds) > now + 86400000 or tonumber(milliseconds) >= now and tonumber(sequence) > 1048575 - 1000 then
        return redis.error_reply('AHEAD the last id of the stream is from the future')
      end
    end
  end
end
