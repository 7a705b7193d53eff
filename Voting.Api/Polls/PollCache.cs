using System.Collections.Concurrent;
using StackExchange.Redis;
using Voting.Api.Http;
using Voting.Api.Streams;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls;

/// <summary>
/// What the API knows of polls. It reads only Redis, where the outbox publishes them, so that votes are accepted
/// while PostgreSQL is away. A definition is kept in memory; the append script refuses a ballot that was checked
/// against an older one.
/// </summary>
internal sealed class PollCache(IConnectionMultiplexer redis, TimeProvider clock, ILogger<PollCache> logger)
{
    public const string IndexKey = "votes:polls";
    private readonly ConcurrentDictionary<string, PollDefinition> _known = new(StringComparer.Ordinal);

    public static string StateKey(string poll) => $"votes:poll:{poll}";

    /// <summary>The definition, from memory where it is known; null where there is no such poll.</summary>
    public ValueTask<PollDefinition?> FindAsync(string id)
        => _known.TryGetValue(id, out var poll) ? new(poll) : RefreshAsync(id);

    /// <summary>Reads the definition again: the one in memory turned out to be old.</summary>
    public async ValueTask<PollDefinition?> RefreshAsync(string id)
        => PollRules.IsId(id) ? (await ReadAsync(id))?.Definition : null;

    /// <summary>The poll and where it stands now.</summary>
    public async Task<Poll?> GetAsync(string id)
        => PollRules.IsId(id) && await ReadAsync(id) is { } entry ? Poll.Of(entry.Definition, entry.Closed, clock.GetUtcNow()) : null;

    /// <summary>All polls, those that opened last first.</summary>
    public async Task<IReadOnlyList<Poll>> ListAsync()
    {
        var ids = await redis.GetDatabase().SortedSetRangeByRankAsync(IndexKey, 0, -1, Order.Descending).InTimeAsync();
        var polls = await Task.WhenAll(ids.Select(id => TryGetAsync(id.ToString())));
        return [.. polls.OfType<Poll>()];
    }

    // One definition that cannot be read must not hide the others.
    private async Task<Poll?> TryGetAsync(string id)
    {
        try
        {
            return await GetAsync(id);
        }
        catch (Exception fault) when (!StoreExceptionHandler.IsOutage(fault))
        {
            Log.PollUnreadable(logger, id, fault);
            return null;
        }
    }

    private async Task<(PollDefinition Definition, bool Closed)?> ReadAsync(string id)
    {
        var values = await redis.GetDatabase().HashGetAsync(StateKey(id), ["definition", "state"]).InTimeAsync();
        if (values[0].IsNull)
        {
            _known.TryRemove(id, out _);
            return null;
        }

        var definition = PollJson.Read(values[0].ToString());
        _known[id] = definition;
        return (definition, values[1] == PollState.Closed);
    }
}
