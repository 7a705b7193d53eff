using System.Diagnostics;
using Npgsql;
using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>
/// Entries that depend on all entries before them: a close marker (the result is final when everything before it is stored)
/// and a ballot of a poll that is not known yet. They stay pending until they are the oldest pending entry of the whole
/// group, whoever reads it: then everything before them has its outcome.
/// </summary>
internal sealed class DeferredEntries(VoteStream stream, LedgerStore ledger, DeadLetters deadLetters, ILogger<DeferredEntries> logger)
{
    // What is left waits for the next turn: forged ballots of unknown polls must not hold up the others.
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<string, StreamEvent> _entries = new(StringComparer.Ordinal);

    public void Add(StreamEvent entry) => _entries[entry.EntryId] = entry;

    public bool Contains(string entryId) => _entries.ContainsKey(entryId);

    public void Clear() => _entries.Clear();

    /// <summary>Finishes those that have become the oldest.</summary>
    /// <param name="store">Stores ballots and returns those of unknown polls.</param>
    public async Task SettleAsync(Func<IReadOnlyList<StreamEvent.BallotEntry>, Task<IReadOnlyList<StreamEvent.BallotEntry>>> store)
    {
        var started = Stopwatch.GetTimestamp();
        while (_entries.Count > 0 && Stopwatch.GetElapsedTime(started) < _turn)
        {
            var oldest = await stream.OldestPendingAsync();
            ForgetFinished(oldest);
            if (oldest is null || !_entries.TryGetValue(oldest, out var entry))
            {
                return;
            }

            try
            {
                await SettleAsync(entry, store);
            }
            catch (PostgresException refusal) when (LedgerRefusal.IsOfTheData(refusal))
            {
                await deadLetters.AddAsync(oldest, LedgerRefusal.Reason(refusal));
            }

            _entries.Remove(oldest);
        }
    }

    private async Task SettleAsync(StreamEvent entry, Func<IReadOnlyList<StreamEvent.BallotEntry>, Task<IReadOnlyList<StreamEvent.BallotEntry>>> store)
    {
        switch (entry)
        {
            case StreamEvent.PollClosed marker when await ledger.ApplyCloseMarkerAsync(marker.Position, marker.Poll, default):
                await ledger.FinalizeAsync(marker.Poll, default);
                await stream.AcknowledgeAsync([marker.EntryId]);
                Log.PollFinal(logger, marker.Poll);
                break;
            case StreamEvent.BallotEntry ballot when (await store([ballot])).Count == 0:
                break;
            default:
                await deadLetters.AddAsync(entry.EntryId, "unknown poll");
                break;
        }
    }

    // Another worker may have claimed and finished what is deferred here.
    private void ForgetFinished(string? oldest)
    {
        // One that is no position is on its way to the dead letters, and says nothing of the others.
        long bound = oldest is null ? long.MaxValue : EntryPosition.TryParse(oldest, out var position) ? position : 0;
        foreach (var finished in _entries.Values.Where(entry => entry.StreamPosition < bound).ToList())
        {
            _entries.Remove(finished.EntryId);
        }
    }
}
