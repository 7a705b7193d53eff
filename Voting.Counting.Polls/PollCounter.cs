using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Counting.Polls;

/// <summary>Counts one poll by its method: takes the distinct contents one by one, then computes. Memory grows with the distinct contents.</summary>
public abstract class PollCounter
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _options;
    private long _counted;
    private long _abstained;
    private long _invalid;

    protected PollCounter(PollDefinition poll)
    {
        Poll = poll;
        Names = [.. poll.Options.Select(option => OptionNames.InSentence(option.Label))];
        var options = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var option in poll.Options)
        {
            options.Add(option.Id, options.Count);
        }

        _options = options.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    protected PollDefinition Poll { get; }

    /// <summary>The options as sentences name them, in the order of the poll.</summary>
    protected IReadOnlyList<string> Names { get; }

    public static PollCounter Of(PollDefinition poll) => poll.Kind switch
    {
        PollKind.Ranking => new RankingCounter(poll),
        PollKind.Score => new ScoreCounter(poll),
        _ => new ChoiceCounter(poll),
    };

    /// <summary>Whether the poll is decided by counting its distinct ballots, and not by the sums that the ledger keeps (the column <c>needs_count</c> there).</summary>
    public static bool Decides(PollDefinition poll)
        => poll.Kind == PollKind.Ranking || poll.Method is CountingMethod.Star or CountingMethod.Median || poll.SeatCount != 1
            || poll.TieBreak is not null || poll.WinningShare is not null || poll.Quorum is not null;

    /// <summary>Ballots without a choice.</summary>
    protected long Abstained => _abstained;

    /// <summary>The rule by which the poll settles ties.</summary>
    protected TieRule Ties => Poll.TiesGoBy switch
    {
        TieBreak.Lot => TieRule.ByLot(Poll.TieSeed ?? throw new InvalidOperationException("A poll that settles ties by lot has a seed.")),
        TieBreak.List => TieRule.ListedFirst,
        _ => TieRule.None,
    };

    /// <summary>Takes so many ballots of this content.</summary>
    public void Add(string content, long ballots)
    {
        _counted += ballots;
        if (content.Length == 0)
        {
            _abstained += ballots;
        }
        else if (!Take(content, ballots))
        {
            _invalid += ballots;
        }
    }

    /// <summary>The result of the ballots that were taken.</summary>
    public PollCount Count(bool final, CancellationToken ct)
        => Compute(ct) with { Final = final, Counted = _counted, Abstained = _abstained, Invalid = _invalid };

    /// <returns>False for what is no ballot of this poll: it is counted as invalid.</returns>
    protected abstract bool Take(ReadOnlySpan<char> content, long ballots);

    protected abstract PollCount Compute(CancellationToken ct);

    /// <summary>The option's place in the poll, from 0; -1 where the poll has none of this id.</summary>
    protected int IndexOf(ReadOnlySpan<char> id) => _options.TryGetValue(id, out var index) ? index : -1;

    protected string Id(int option) => Poll.Options[option].Id;

    protected IReadOnlyList<string> Ids(IEnumerable<int> options) => [.. options.Select(Id)];

    /// <summary>A count without rounds, ties and pairs.</summary>
    protected PollCount Plain(IEnumerable<int> winners, string sentence)
        => new(Poll.CountedBy, Poll.SeatCount, false, 0, 0, 0, Ids(winners), sentence, [], [], null, null, null);

    /// <summary>The count of a method that says who is best: one wins; among several the tie-break rule chooses, or nobody wins.</summary>
    protected PollCount Best(IReadOnlyList<int> best, string sentence)
    {
        if (best.Count < 2)
        {
            return Plain(best, sentence);
        }

        return Ties.Choose(best) is var (chosen, by)
            ? Plain([chosen], $"{sentence} {Names[chosen]} wins {(by == TieStep.ByLot ? "by lot" : "as the first on the list")}.") with { Ties = [new(1, "winner", Ids(best), [Id(chosen)], CountMapping.Word(by))] }
            : Plain([], sentence) with { Ties = [new(1, "winner", Ids(best), [], null)] };
    }

    /// <summary>The one round of a method that has no more.</summary>
    protected CountRound OnlyRound(CountMeasure measure, IEnumerable<decimal> totals, IReadOnlyList<int> winners)
        => new(1, measure, [.. totals.Select((votes, option) => new OptionVotes(Id(option), votes))], null, 0, 0, winners.Count == 1 ? Ids(winners) : [], [], [], [], 0);
}
