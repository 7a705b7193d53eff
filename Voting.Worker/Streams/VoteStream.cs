using StackExchange.Redis;

namespace Voting.Worker.Streams;

/// <summary>The consumer group's side of wire 2: read, claim, acknowledge, set aside, trim.</summary>
internal sealed class VoteStream(IConnectionMultiplexer redis, ConsumerName consumer)
{
    public const string Key = "votes";
    public const string Group = "ledger";
    public const string DeadKey = "votes:dead";

    // Bytes. An entry: more than the longest poll definition that the door takes. A read: a small part of the 256 MiB that a worker may have.
    private const int LargestEntry = 300_000;
    private const int LargestRead = 8_000_000;

    // Entries. So many at once that Redis is hardly asked more often, so few that they fit even if each is the largest ballot there is.
    private const int MostInOneReply = 1_000;
    private const int FewestInOneReply = 16;

    private static readonly RedisScript _pending = RedisScript.Embedded("fit.lua", "pending.lua");
    private static readonly RedisScript _claim = RedisScript.Embedded("fit.lua", "claim.lua");
    private static readonly RedisScript _letters = RedisScript.Embedded("letters.lua");
    private static readonly RedisScript _setAside = RedisScript.Embedded("set-aside.lua");
    private static readonly RedisScript _replay = RedisScript.Embedded("replay.lua");
    private static readonly RedisScript _totals = RedisScript.Embedded("totals.lua");
    private static readonly RedisScript _returnToPresent = RedisScript.Embedded("return-to-present.lua");
    private static readonly RedisScript _correctReadCount = RedisScript.Embedded("correct-read-count.lua");

    // Bytes of an entry, as the last ones were.
    private long _usualSize = 1;

    private IDatabase Database => redis.GetDatabase();

    /// <summary>Makes the stream and its group where they are missing; harmless where they are not.</summary>
    public async Task EnsureGroupAsync(CancellationToken ct)
    {
        if (await HasGroupAsync(ct))
        {
            return; // a Redis without memory refuses to make one, and what frees memory is this worker
        }

        try
        {
            await ExecuteAsync("XGROUP", ["CREATE", Key, Group, "0", "MKSTREAM", "ENTRIESREAD", 0], ct);
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
    public async Task<(IReadOnlyList<RawEntry> Entries, bool IsFull)> ReadNewAsync(int count, CancellationToken ct)
    {
        var entries = new List<RawEntry>();
        long size = 0;
        while (entries.Count < count && size < LargestRead)
        {
            var step = Math.Min(count - entries.Count, (int)Math.Clamp((LargestRead - size) / _usualSize, FewestInOneReply, MostInOneReply));
            var reply = Items(await ExecuteAsync("XREADGROUP", ["GROUP", Group, consumer.Value, "COUNT", step, "STREAMS", Key, ">"], ct));
            var read = reply.Length == 0 ? [] : Entries(Items(reply[0])[1]);
            var readSize = read.Sum(entry => entry.Size);
            entries.AddRange(read);
            size += readSize;
            if (read.Count < step)
            {
                return (entries, false);
            }

            _usualSize = Math.Max(1, readSize / read.Count);
        }

        return (entries, true);
    }

    /// <summary>Entries that this consumer has read and not acknowledged, behind <paramref name="after"/>; as many as fit.</summary>
    public Task<IReadOnlyList<RawEntry>> ReadOwnAsync(string after, int count, CancellationToken ct) => FittingAsync(_pending, after, count, ct);

    /// <summary>Takes over entries that their reader has left unacknowledged for <paramref name="idle"/>: it died, or is stuck. As many as fit.</summary>
    public Task<IReadOnlyList<RawEntry>> ClaimAsync(TimeSpan idle, int count, CancellationToken ct)
        => FittingAsync(_claim, (long)idle.TotalMilliseconds, count, ct);

    /// <summary>The oldest entry that is read but not acknowledged by anyone; everything before it has its outcome.</summary>
    public async Task<string?> OldestPendingAsync(CancellationToken ct)
    {
        var reply = Items(await ExecuteAsync("XPENDING", [Key, Group, "-", "+", 1], ct));
        return reply.Length == 0 ? null : (string?)Items(reply[0])[0];
    }

    /// <summary>Tells Redis that the outcome of these entries is stored.</summary>
    public async Task AcknowledgeAsync(IReadOnlyList<string> ids, CancellationToken ct)
    {
        if (ids.Count > 0)
        {
            await ExecuteAsync("XACK", [Key, Group, .. ids], ct);
        }
    }

    /// <summary>Moves an entry to the dead-letter stream with the reason, and acknowledges it, in one step and only once.</summary>
    public Task SetAsideAsync(string id, string reason, CancellationToken ct)
        => _setAside.EvaluateAsync(Database, [Key, DeadKey], [Group, id, reason]).WaitAsync(RedisScript.Patience, ct);

    /// <summary>Puts up to <paramref name="count"/> dead letters back on the stream, oldest first; returns how many.</summary>
    public async Task<int> ReplayAsync(int count, CancellationToken ct)
        => (int)await _replay.EvaluateAsync(Database, [Key, DeadKey], [count]).WaitAsync(RedisScript.Patience, ct);

    /// <summary>The dead letters, oldest first, at most <paramref name="count"/>, each with its reason, entry, type and poll.</summary>
    public async Task<IReadOnlyList<RawEntry>> DeadLettersAsync(int count, CancellationToken ct)
        => Entries(await _letters.EvaluateAsync(Database, [DeadKey], [count]).WaitAsync(RedisScript.Patience, ct));

    /// <summary>The stream's own account, read in one step.</summary>
    public async Task<StreamTotals> TotalsAsync(CancellationToken ct)
    {
        var reply = Items(await _totals.EvaluateAsync(Database, [Key, DeadKey], [Group]).WaitAsync(RedisScript.Patience, ct));
        return new((long)reply[0], (long)reply[1], (long)reply[2], (long)reply[3]);
    }

    /// <summary>Counts what the group has read: a restart makes Redis forget the number, and <see cref="TotalsAsync"/> rests on it.</summary>
    public Task CorrectReadCountAsync(CancellationToken ct)
        => _correctReadCount.EvaluateAsync(Database, [Key], [Group]).WaitAsync(RedisScript.Patience, ct);

    /// <summary>Drops what lies before the oldest entry without an outcome. What is not stored is never dropped.</summary>
    public async Task TrimAsync(CancellationToken ct)
    {
        // Both are read before the trim and only grow, so the bound can be too low but never too high.
        var reply = await _totals.EvaluateAsync(Database, [Key, DeadKey], [Group, "keep-from"]).WaitAsync(RedisScript.Patience, ct);
        await ExecuteAsync("XTRIM", [Key, "MINID", (string?)reply ?? "0"], ct);
    }

    /// <summary>The last id that the stream gave: it counts on from it.</summary>
    public async Task<string> LastIdAsync(CancellationToken ct)
    {
        var stream = Items(await ExecuteAsync("XINFO", ["STREAM", Key], ct));
        var last = Array.FindIndex(stream, item => (string?)item == "last-generated-id") + 1;
        return (string?)stream[last] ?? "";
    }

    /// <summary>Lets the stream count on from the present, once every entry on it has its outcome; what follows lies behind <paramref name="ledgerEnd"/>.</summary>
    /// <returns>Whether it was possible already.</returns>
    public async Task<bool> ReturnToPresentAsync(long ledgerEnd, CancellationToken ct)
        => (int)await _returnToPresent.EvaluateAsync(Database, [Key], [Group, EntryPosition.Id(ledgerEnd)]).WaitAsync(RedisScript.Patience, ct) == 1;

    /// <summary>Forgets consumers that own nothing and have not been seen for <paramref name="idle"/>.</summary>
    public async Task ForgetConsumersAsync(TimeSpan idle, CancellationToken ct)
    {
        foreach (var other in Items(await ExecuteAsync("XINFO", ["CONSUMERS", Key, Group], ct)).Select(Items))
        {
            var (name, pending, seen) = ((string?)other[1], (long)other[3], (long)other[5]);
            if (name != consumer.Value && pending == 0 && seen > idle.TotalMilliseconds)
            {
                await ExecuteAsync("XGROUP", ["DELCONSUMER", Key, Group, name!], ct);
            }
        }
    }

    private async Task<bool> HasGroupAsync(CancellationToken ct)
        => (bool)await ExecuteAsync("EXISTS", [Key], ct)
            && Items(await ExecuteAsync("XINFO", ["GROUPS", Key], ct)).Any(group => (string?)Items(group)[1] == Group);

    private async Task<IReadOnlyList<RawEntry>> FittingAsync(RedisScript script, object from, int count, CancellationToken ct)
        => Entries(await script.EvaluateAsync(Database, [Key], [Group, consumer.Value, from, count, LargestEntry, LargestRead]).WaitAsync(RedisScript.Patience, ct));

    private Task<RedisResult> ExecuteAsync(string command, object[] arguments, CancellationToken ct)
        => Database.ExecuteAsync(command, arguments).WaitAsync(RedisScript.Patience, ct);

    private static RedisResult[] Items(RedisResult reply) => reply.IsNull ? [] : (RedisResult[]?)reply ?? [];

    private static List<RawEntry> Entries(RedisResult reply)
    {
        var items = Items(reply);
        var entries = new List<RawEntry>(items.Length);
        foreach (var item in items)
        {
            var entry = Items(item);
            if (entry.Length != 2)
            {
                continue; // claimed, but deleted from the stream meanwhile
            }

            entries.Add(new((string?)entry[0] ?? "", (string?[]?)entry[1] ?? []));
        }

        return entries;
    }
}

/// <summary>What the stream says of itself: entries ever added, read or claimed but unacknowledged, not yet read, and set aside.</summary>
internal sealed record StreamTotals(long Accepted, long Pending, long Unread, long DeadLettered)
{
    public long InFlight => Pending + Unread;
}
