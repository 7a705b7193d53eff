using Voting.Worker.Ledger;
using Voting.Worker.Streams;

namespace Voting.Worker.Operations;

/// <summary>
/// Puts dead letters back on the stream. Each keeps the position at which it was accepted first, so that it supersedes no newer ballot
/// and counts although its poll was closed meanwhile. What belongs to a final poll stays: a final result never changes.
/// </summary>
internal sealed class DeadLetterReplay(DeadLetterStream letters, LedgerStore ledger, StreamClock clock)
{
    private const int PageSize = 1_000;

    // No stream reaches this sequence number within a millisecond, so such a position is no other entry's.
    private const long UnusedSequence = 1L << 19;

    /// <summary>Replays every dead letter that is there now; may be repeated.</summary>
    public async Task<Replayed> RunAsync(CancellationToken ct)
    {
        var outcome = new Replayed(0, 0, 0);
        // What comes back to the dead letters meanwhile is not tried again.
        if (await letters.NewestAsync() is not { } newest || !EntryPosition.TryParse(newest, out var end))
        {
            return outcome;
        }

        var after = "0-0";
        while (await letters.ListAsync(after, PageSize) is { Count: > 0 } page)
        {
            var final = await ledger.FinalPollsAsync([.. page.Select(letter => letter["poll"]).OfType<string>().Distinct(StringComparer.Ordinal)], ct);
            foreach (var letter in page)
            {
                if (!EntryPosition.TryParse(letter.Id, out var place) || place > end)
                {
                    return outcome;
                }

                outcome = await ReplayAsync(letter, place, final, outcome);
            }

            after = page[^1].Id;
        }

        return outcome;
    }

    private async Task<Replayed> ReplayAsync(RawEntry letter, long place, HashSet<string> final, Replayed outcome)
    {
        if (letter["raw"] is not null)
        {
            return outcome with { TooLarge = outcome.TooLarge + 1 };
        }

        if (letter["poll"] is { } poll && final.Contains(poll))
        {
            return outcome with { Final = outcome.Final + 1 };
        }

        return await letters.ReplayAsync(letter.Id, await FirstPositionAsync(letter, place)) ? outcome with { Count = outcome.Count + 1 } : outcome;
    }

    // An id from the future orders nothing. Then the moment counts in which it was dead-lettered: before whatever the reset stream took on.
    private async Task<string> FirstPositionAsync(RawEntry letter, long place)
    {
        var first = letter["position"] ?? letter["entry"] ?? "";
        return EntryPosition.TryParse(first, out _) && !await clock.IsAheadAsync(first) ? first : EntryPosition.Id(place + UnusedSequence);
    }
}

/// <summary>What became of the dead letters.</summary>
/// <param name="Count">Put back on the stream.</param>
/// <param name="Final">Left, because the result of their poll is final.</param>
/// <param name="TooLarge">Left, because they have more fields than any entry of ours.</param>
internal sealed record Replayed(int Count, int Final, int TooLarge);
