using System.Globalization;
using StackExchange.Redis;

namespace Voting.Worker.Streams;

/// <summary>
/// Which positions the stream can have by now. Only Redis' clock is asked, because it makes the ids: the clock of a worker may be
/// a day behind, and every vote would look forged.
/// </summary>
/// <remarks>The limit is remembered and asked for anew only when an entry lies beyond it, about once a day.</remarks>
internal sealed class StreamClock(IConnectionMultiplexer redis)
{
    // A clock that was set right by an hour is no forgery. Redis counts on from a forged id, and would run out of sequence in that one millisecond.
    private static readonly TimeSpan _maxAhead = TimeSpan.FromDays(1);
    private long _newest;

    /// <summary>The last position that is not from the future, as known well enough to judge <paramref name="entryId"/>.</summary>
    public async Task<long> NewestAsync(string entryId)
    {
        if (!EntryPosition.TryParse(entryId, out var position) || position > _newest)
        {
            var time = (RedisResult[])(await redis.GetDatabase().ExecuteAsync("TIME"))!;
            var now = DateTimeOffset.FromUnixTimeSeconds(long.Parse((string)time[0]!, CultureInfo.InvariantCulture));
            _newest = EntryPosition.LastOf((now + _maxAhead).ToUnixTimeMilliseconds());
        }

        return _newest;
    }

    /// <summary>Whether an entry id is one that Redis' clock has not reached.</summary>
    public async Task<bool> IsAheadAsync(string entryId)
        => await NewestAsync(entryId) is var newest && (!EntryPosition.TryParse(entryId, out var position) || position > newest);
}
