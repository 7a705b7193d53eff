using Voting.Contracts.Polls;
using Voting.Results.Components;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>One picture of one poll: what every viewer of it sees at the same time, drawn once for all of them.</summary>
internal sealed class Frame(BoardView view, Func<BoardView, Task<string>> draw)
{
    private readonly Drawn _public = new(view, draw);
    private readonly Drawn _toVoters = new(view with { HasVoted = true }, draw);

    /// <summary>As everyone sees it.</summary>
    public BoardView View => view;

    /// <summary>The results as one server-sent event.</summary>
    /// <param name="hasVoted">Whether the viewer showed a receipt of the poll.</param>
    public ReadOnlyMemory<byte> Json(bool hasVoted) => For(hasVoted).Json.Value;

    /// <summary>The drawn board as one server-sent event.</summary>
    /// <param name="hasVoted">Whether the viewer showed a receipt of the poll.</param>
    public Task<ReadOnlyMemory<byte>> Html(bool hasVoted) => For(hasVoted).Html.Value;

    // Only polls that voters see before others have two pictures.
    private Drawn For(bool hasVoted) => hasVoted && view.Tally.Visibility == ResultVisibility.AfterVote ? _toVoters : _public;

    private sealed class Drawn(BoardView view, Func<BoardView, Task<string>> draw)
    {
        public Lazy<ReadOnlyMemory<byte>> Json { get; } = new(() => ResultsDocument.ToEvent(view));

        public Lazy<Task<ReadOnlyMemory<byte>>> Html { get; } = new(async () => ServerSentEvent.Of(await draw(view)));
    }
}

/// <summary>Everything that the board of one poll shows.</summary>
/// <param name="Balance">The ledger's balance; null until it was read.</param>
/// <param name="Connected">Changes arrive as they happen.</param>
/// <param name="KnownAt">The last moment at which this was known to be current, where not connected or not readable.</param>
/// <param name="HasVoted">The viewer showed a receipt of the poll.</param>
/// <param name="Readable">The poll's newest row could be read; where not, this is what was read before.</param>
public sealed record BoardView(PollTally Tally, LedgerBalance? Balance, bool Connected, DateTimeOffset KnownAt, bool Readable = true, bool HasVoted = false)
{
    /// <summary>The viewer may see the result; if not, nothing of it is drawn or sent but how many have voted.</summary>
    public bool ShowsResult => Tally.Visibility.Shows(PollStates.Of(Tally, KnownAt), HasVoted, isHost: false);

    /// <summary>What is shown is current.</summary>
    public bool IsCurrent => Connected && Readable;
}
