using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>One picture of one poll: what every viewer of it sees at the same time, drawn once for all of them.</summary>
internal sealed class Frame(BoardView view, Func<BoardView, Task<string>> draw)
{
    private readonly Lazy<ReadOnlyMemory<byte>> _json = new(() => ResultsDocument.ToEvent(view.Tally));
    private readonly Lazy<Task<ReadOnlyMemory<byte>>> _html = new(async () => ServerSentEvent.Of(await draw(view)));

    public BoardView View => view;

    /// <summary>The results as one server-sent event.</summary>
    public ReadOnlyMemory<byte> Json => _json.Value;

    /// <summary>The drawn board as one server-sent event.</summary>
    public Task<ReadOnlyMemory<byte>> Html => _html.Value;
}

/// <summary>Everything that the board of one poll shows.</summary>
/// <param name="Balance">The ledger's balance; null until it was read.</param>
/// <param name="Connected">Changes arrive as they happen.</param>
/// <param name="KnownAt">The last moment at which this was known to be current, where not connected or not readable.</param>
/// <param name="Readable">The poll's newest row could be read; where not, this is what was read before.</param>
public sealed record BoardView(PollTally Tally, LedgerBalance? Balance, bool Connected, DateTimeOffset KnownAt, bool Readable = true)
{
    /// <summary>What is shown is current.</summary>
    public bool IsCurrent => Connected && Readable;
}
