-- Takes over entries that their reader has left unacknowledged, oldest first. Ends as pending.lua does.
-- KEYS: stream. ARGV: group, consumer, milliseconds, how many at most, bytes of the largest entry, bytes together.
local from, most, budget = '0-0', tonumber(ARGV[4]), tonumber(ARGV[6])
local entries = {}
repeat
  local reply = redis.call('XAUTOCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], from, 'COUNT', math.min(64, most - #entries))
  from = reply[1]
  for _, entry in ipairs(reply[2]) do
    budget = budget - cap_entry_size(entry, tonumber(ARGV[5]))
    entries[#entries + 1] = entry
  end
until from == '0-0' or #entries == most or budget <= 0
return entries
