-- An entry's size in bytes. One that is larger than any of ours leaves its fields in Redis: its reader dead-letters it unread.
local function cap_entry_size(entry, largest)
  local size = 0
  for _, value in ipairs(entry[2] or {}) do size = size + #value end
  if size <= largest then return size end
  entry[2] = {'oversized', tostring(size)}
  return 0
end

