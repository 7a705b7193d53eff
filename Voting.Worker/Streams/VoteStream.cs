using StackExchange.Redis;

namespace Voting.Worker.Streams;

/// <summary>The consumer group's side of the vote stream (docs/protocol.md): read, claim, acknowledge, dead-letter, trim.</summary>
/// <remarks>
/// A reply that does not come within the client's AsyncTimeout is a <see cref="TimeoutException"/>; the entries stay pending. A call that has
/// begun is not cancelled: what it read would be pending without a reader.
/// </remarks>
internal sealed class VoteStream(IConnectionMultiplexer redis, ConsumerName consumer)
{
    public const string Key = "votes";
    public const string Group = "ledger";
    public const string DeadKey = "votes:dead";

    // Bytes. An entry: more than the longest poll definition that the API takes. A read: a small part of the 256 MiB that a worker may have.
    private const int LargestEntry = 300_000;
    private const int LargestRead = 8_000_000;

    // Entries. So many at once that Redis is hardly asked more often, so few that they fit even if each is the largest ballot there is.
    private const int MostInOneReply = 1_000;
    private const int FewestInOneReply = 16;

    private static readonly string _pending = LuaScript.Embedded("cap-entry-size.lua", "pending.lua");
    private static readonly string _claim = LuaScript.Embedded("cap-entry-size.lua", "claim.lua");
    private static readonly string _deadLetter = LuaScript.Embedded("dead-letter.lua");
    private static readonly string _totals = LuaScript.Embedded("stream-totals.lua");
    private static readonly string _reset = LuaScript.Embedded("reset-stream.lua");
    private static readonly string _correctReadCount = LuaScript.Embedded("correct-read-count.lua");

    // Bytes of an entry, as the last ones were.
    private long _usualSize = 1;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Makes the stream and its group where they are missing; harmless where they are not.</summary>
    public async Task EnsureGroupAsync()
    {
        if (await HasGroupAsync())
        {
            return; // a Redis without memory refuses to make one, and what frees memory is this worker
        }

        try
        {
            // The client's own call has no ENTRIESREAD, and the group's lag rests on that number.
            await Database.ExecuteAsync("XGROUP", "CREATE", Key, Group, "0", "MKSTREAM", "ENTRIESREAD", 0);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Entries that nobody has read yet, oldest first: at most <paramref name="count"/>, and no more once they are <see cref="LargestRead"/> together.</summary>
    /// <returns>The entries, and whether one of the two limits ended the read, so that more may be waiting.</returns>
    /// <remarks>
    /// Their sizes are seen here, reply by reply: a script that looks at them takes Redis twice as long. How many are asked for
    /// follows the size of those before. A worker that dies of what it read leaves it to <see cref="ClaimAsync"/>.
    /// </remarks>
    public async Task<(IReadOnlyList<RawEntry> Entries, bool IsFull)> ReadNewAsync(int count)
    {
        var entries = new List<RawEntry>();
        long size = 0;
        while (entries.Count < count && size < LargestRead)
        {
            var step = Math.Min(count - entries.Count, (int)Math.Clamp((LargestRead - size) / _usualSize, FewestInOneReply, MostInOneReply));
            var read = await Database.StreamReadGroupAsync(Key, Group, consumer.Value, StreamPosition.NewMessages, step);
            long readSize = 0;
            foreach (var entry in read)
            {
                entries.Add(RawEntry.Of(entry));
                readSize += entries[^1].Size;
            }

            size += readSize;
            if (read.Length < step)
            {
                return (entries, false);
            }

            _usualSize = Math.Max(1, readSize / read.Length);
        }

        return (entries, true);
    }

    /// <summary>Entries that this consumer has read and not acknowledged, behind <paramref name="after"/>; as many as fit.</summary>
    public Task<IReadOnlyList<RawEntry>> ReadOwnAsync(string after, int count) => BoundedAsync(_pending, after, count);

    /// <summary>Takes over entries that their reader has left unacknowledged for <paramref name="idle"/>: it died, or is stuck. As many as fit.</summary>
    public Task<IReadOnlyList<RawEntry>> ClaimAsync(TimeSpan idle, int count) => BoundedAsync(_claim, (long)idle.TotalMilliseconds, count);

    /// <summary>The oldest entry that is read but not acknowledged by anyone; everything before it has its outcome.</summary>
    public async Task<string?> OldestPendingAsync()
        => await Database.StreamPendingMessagesAsync(Key, Group, 1, RedisValue.Null) is [var oldest] ? oldest.MessageId.ToString() : null;

    /// <summary>Tells Redis that the outcome of these entries is stored.</summary>
    public Task AcknowledgeAsync(IReadOnlyList<string> ids)
        => ids.Count == 0 ? Task.CompletedTask : Database.StreamAcknowledgeAsync(Key, Group, [.. ids.Select(id => (RedisValue)id)]);

    /// <summary>Moves an entry to the dead letters with the reason, and acknowledges it, in one step and only once.</summary>
    public Task DeadLetterAsync(string id, string reason) => Database.ScriptEvaluateAsync(_deadLetter, [Key, DeadKey], [Group, id, reason]);

    /// <summary>The stream's own account, read in one step.</summary>
    public async Task<StreamTotals> TotalsAsync()
    {
        var reply = (long[])(await Database.ScriptEvaluateAsync(_totals, [Key, DeadKey], [Group]))!;
        return new(reply[0], reply[1], reply[2], reply[3]);
    }

    /// <summary>Counts what the group has read: a restart makes Redis forget the number, and <see cref="TotalsAsync"/> rests on it.</summary>
    public Task CorrectReadCountAsync() => Database.ScriptEvaluateAsync(_correctReadCount, [Key], [Group]);

    /// <summary>Drops what lies before the oldest entry without an outcome. What is not stored is never dropped.</summary>
    public async Task TrimAsync()
    {
        // Both are read before the trim and only grow, so the bound can be too low but never too high.
        var keepFrom = (string?)await Database.ScriptEvaluateAsync(_totals, [Key, DeadKey], [Group, "keep-from"]);
        await Database.StreamTrimByMinIdAsync(Key, keepFrom ?? "0");
    }

    /// <summary>The last id that the stream gave: it counts on from it.</summary>
    public async Task<string> LastIdAsync() => (await Database.StreamInfoAsync(Key)).LastGeneratedId.ToString();

    /// <summary>Lets the stream count on from the present, once every entry on it has its outcome; what follows lies behind <paramref name="ledgerEnd"/>.</summary>
    /// <returns>Whether it was possible already.</returns>
    public async Task<bool> ResetAsync(long ledgerEnd)
        => (int)await Database.ScriptEvaluateAsync(_reset, [Key], [Group, EntryPosition.Id(ledgerEnd)]) == 1;

    /// <summary>Forgets consumers that own nothing and have not been seen for <paramref name="idle"/>.</summary>
    public async Task ForgetConsumersAsync(TimeSpan idle)
    {
        foreach (var other in await Database.StreamConsumerInfoAsync(Key, Group))
        {
            if (other.Name != consumer.Value && other.PendingMessageCount == 0 && other.IdleTimeInMilliseconds > idle.TotalMilliseconds)
            {
                await Database.StreamDeleteConsumerAsync(Key, Group, other.Name);
            }
        }
    }

    private async Task<bool> HasGroupAsync()
        => await Database.KeyExistsAsync(Key) && (await Database.StreamGroupInfoAsync(Key)).Any(group => group.Name == Group);

    // Scripts, because they see the sizes inside Redis: an entry that is larger than any of ours never travels.
    private async Task<IReadOnlyList<RawEntry>> BoundedAsync(string script, RedisValue from, int count)
        => RawEntry.All(await Database.ScriptEvaluateAsync(script, [Key], [Group, consumer.Value, from, count, LargestEntry, LargestRead]));
}

/// <summary>What the stream says of itself: entries ever added, read or claimed but unacknowledged, not yet read, and dead-lettered.</summary>
internal sealed record StreamTotals(long Accepted, long Pending, long Unread, long DeadLettered)
{
    public long InFlight => Pending + Unread;
}
