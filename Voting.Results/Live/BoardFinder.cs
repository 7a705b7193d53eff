using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>Finds a poll's picture for who asks; the first one has it read.</summary>
internal sealed class BoardFinder(PollIndex index, TallyBoard board, Refresh refresh)
{
    // A read ends after three seconds; one that waits behind slow ones is not waited for.
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(4);

    /// <summary><see cref="ReadOutcome.Shown"/> where the board has a picture of the poll, else why not.</summary>
    public async Task<ReadOutcome> FindAsync(string poll, CancellationToken ct)
    {
        if (board.Find(poll) is not null)
        {
            return ReadOutcome.Shown;
        }

        if (!index.IsLoaded)
        {
            return ReadOutcome.Unavailable;
        }

        if (!index.Knows(poll))
        {
            return ReadOutcome.Unknown;
        }

        try
        {
            return await refresh.MarkAsync(poll).WaitAsync(_timeout, ct);
        }
        catch (TimeoutException)
        {
            return ReadOutcome.Unavailable;
        }
    }
}
