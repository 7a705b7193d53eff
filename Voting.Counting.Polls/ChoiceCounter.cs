using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Counting.Polls;

/// <summary>Counts choices (<c>cats,dogs</c>) where several seats are to be filled, or the poll has a rule for ties or for what a winner needs; elsewhere the sums that the ledger keeps say it all.</summary>
internal sealed class ChoiceCounter(PollDefinition poll) : PollCounter(poll)
{
    private readonly long[] _votes = new long[poll.Options.Count];
    private readonly List<int> _marks = [];
    private long _ballots;

    protected override bool Take(ReadOnlySpan<char> content, long ballots)
    {
        _marks.Clear();
        foreach (var range in content.Split(','))
        {
            var option = IndexOf(content[range]);
            if (option < 0 || _marks.Contains(option))
            {
                return false;
            }

            _marks.Add(option);
        }

        if (_marks.Count > Poll.MaxChoices)
        {
            return false;
        }

        _ballots += ballots;
        _marks.ForEach(option => _votes[option] += ballots);
        return true;
    }

    protected override PollCount Compute(CancellationToken ct)
    {
        var result = ChoiceCount.Count(new ChoiceBallots(_votes, _ballots, Abstained), Poll.SeatCount, Ties, Need());
        var round = OnlyRound(CountMeasure.Votes, _votes.Select(votes => (decimal)votes), []) with { Quota = Poll.WinningShare is null ? null : result.Threshold?.VotesNeeded };
        return Plain(result.Winners, ResultSentence.Of(result, Names)) with
        {
            Rounds = [round with { Elected = Ids(result.Winners) }],
            Ties = [.. result.Ties.Select(tie => CountMapping.Tie(tie, Poll))],
        };
    }

    // What a winner needs beyond having most votes; null: nothing.
    private Threshold? Need() => Poll.WinningShare switch
    {
        WinningShare.Majority => Threshold.AbsoluteMajority with { Quorum = Poll.Quorum ?? 0 },
        WinningShare.TwoThirds => Threshold.TwoThirds with { Quorum = Poll.Quorum ?? 0 },
        _ => Poll.Quorum is { } quorum ? Threshold.QuorumOf(quorum) : null,
    };
}
