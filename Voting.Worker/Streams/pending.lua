-- What a consumer has read and not acknowledged, oldest first. Ends when there are enough entries, or when they are too much for
-- a worker's memory; the rest is read next time.
-- KEYS: stream. ARGV: group, consumer, id that they lie behind, how many at most, bytes of the largest entry, bytes together.
local behind, most, budget = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[6])
local entries = {}
repeat
  local step = math.min(64, most - #entries)
  local reply = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', step, 'STREAMS', KEYS[1], behind)
  local read = reply and reply[1][2] or {}
  for _, entry in ipairs(read) do
    behind = entry[1]
    budget = budget - cap_entry_size(entry, tonumber(ARGV[5]))
    entries[#entries + 1] = entry
  end
until #read < step or #entries == most or budget <= 0
return entries
