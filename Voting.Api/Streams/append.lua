-- Ballots of one poll are checked against its state and appended, in one step, so that what is accepted
-- lies before the close marker. KEYS: stream, the poll's state, its idempotency keys, its voting codes, who has voted where the first vote stays.
-- ARGV: poll, largest backlog, name of the field with the content, then eight of each ballot: version of the poll that it was checked against, id, voter, content,
-- keyed digest of the content ('' without an idempotency key), traceparent ('' without), hash of the voting code ('' without), '1' where the first vote stays.
-- Answers two of each ballot: a word, and its position or ''; with 'conflict' what is kept of the ballot that used the key.
local poll = redis.call('HMGET', KEYS[2], 'state', 'version', 'opens', 'closes')

local refused
if not poll[1] then
  refused = 'unknown'
elseif poll[1] ~= 'open' then
  refused = 'closed'
elseif poll[3] ~= '' or poll[4] ~= '' then
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  if poll[4] ~= '' and now >= tonumber(poll[4]) then
    refused = 'closed'
  elseif poll[3] ~= '' and now < tonumber(poll[3]) then
    refused = 'scheduled'
  end
end
local room = refused and 0 or tonumber(ARGV[2]) - redis.call('XLEN', KEYS[1])

local function append(version, id, voter, content, digest, traceparent, code, once)
  local seen = digest ~= '' and refused ~= 'unknown' and redis.call('HGET', KEYS[3], id)
  if seen then
    local first, position = string.match(seen, '^(%S+) (%S+)$')
    if first == digest then return 'replayed', position end
    return 'conflict', seen
  end
  if refused then return refused, '' end
  if version ~= poll[2] then return 'stale', '' end
  if code ~= '' then
    local good = redis.call('HGET', KEYS[4], code)
    if not good then return 'no-code', '' end
    if good ~= '1' then return 'revoked', '' end
  end
  if once == '1' and redis.call('SISMEMBER', KEYS[5], voter) == 1 then return 'voted', '' end
  if room <= 0 then return 'full', '' end
  room = room - 1

  local position
  if traceparent == '' then
    position = redis.call('XADD', KEYS[1], '*', 'v', '1', 'type', 'ballot.cast', 'id', id, 'poll', ARGV[1], 'voter', voter, ARGV[3], content)
  else
    position = redis.call('XADD', KEYS[1], '*', 'v', '1', 'type', 'ballot.cast', 'id', id, 'poll', ARGV[1], 'voter', voter, ARGV[3], content, 'traceparent', traceparent)
  end
  if digest ~= '' then redis.call('HSET', KEYS[3], id, digest .. ' ' .. position) end
  if once == '1' then redis.call('SADD', KEYS[5], voter) end
  return 'accepted', position
end

local answers = {}
for i = 4, #ARGV, 8 do
  answers[#answers + 1], answers[#answers + 2] = append(ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4], ARGV[i + 5], ARGV[i + 6], ARGV[i + 7])
end
return answers
