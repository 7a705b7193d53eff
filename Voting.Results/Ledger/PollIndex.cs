using System.Collections.Concurrent;

namespace Voting.Results.Ledger;

/// <summary>One poll as the list shows it.</summary>
/// <param name="Question">Null where the ledger's row has none: then there is nothing better to show than the id.</param>
public sealed record PollEntry(string Poll, string? Question, string? State, long Counted, DateTimeOffset? OpensAt = null, DateTimeOffset? ClosesAt = null, bool Listed = true);

/// <summary>
/// Which polls there are: read after every connect, and told of new ones by their notifications, so that a poll that
/// does not exist costs no read. The list itself is read again when someone looks at it.
/// </summary>
internal sealed class PollIndex(LedgerReader reader, TimeProvider time, ILogger<PollIndex> logger) : IDisposable
{
    private static readonly TimeSpan _leastAge = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reading = new(1);
    private volatile IReadOnlyList<PollEntry>? _polls;
    private volatile bool _isOld;
    private volatile bool _isIncomplete;
    private long _readAt;

    /// <summary>The ledger was read at least once.</summary>
    public bool IsLoaded => _polls is not null;

    public bool Knows(string poll) => _known.ContainsKey(poll);

    /// <summary>A poll is there, or is not as it was.</summary>
    public void Hear(string poll)
    {
        if (_known.TryAdd(poll, true))
        {
            _isIncomplete = true;
        }

        _isOld = true;
    }

    /// <summary>Reads all of it.</summary>
    public async Task<int> ReadAsync(CancellationToken ct)
    {
        (_isOld, _isIncomplete) = (false, false);
        try
        {
            var polls = await reader.ReadIndexAsync(ct);
            foreach (var poll in polls)
            {
                _known.TryAdd(poll.Poll, true);
            }

            _readAt = time.GetTimestamp();
            _polls = polls;
            return polls.Count;
        }
        catch
        {
            _isOld = true;
            throw;
        }
    }

    /// <summary>The polls that lists show, the newest first: at most a second old where the ledger can be read, and as it was where not.</summary>
    public async Task<IReadOnlyList<PollEntry>> ListAsync(CancellationToken ct) => [.. (await AllAsync(ct)).Where(poll => poll.Listed)];

    private async Task<IReadOnlyList<PollEntry>> AllAsync(CancellationToken ct)
    {
        if (IsLoaded && (_isIncomplete || (_isOld && time.GetElapsedTime(_readAt) > _leastAge)) && await _reading.WaitAsync(TimeSpan.Zero, ct))
        {
            try
            {
                await ReadAsync(ct);
            }
            catch (Exception exception) when (!ct.IsCancellationRequested)
            {
                Log.ListNotRead(logger, exception);
            }
            finally
            {
                _reading.Release();
            }
        }

        return _polls ?? [];
    }

    public void Dispose() => _reading.Dispose();
}
