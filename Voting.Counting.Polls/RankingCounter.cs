using System.Globalization;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Counting.Polls;

/// <summary>Counts rankings: option ids, best first. The pairwise matrix and its Condorcet winner stand beside the result of every method.</summary>
internal sealed class RankingCounter(PollDefinition poll) : PollCounter(poll)
{
    private const string Nobody = "No ballot counts for anyone yet.";

    private readonly RankingBallotsBuilder _ballots = new();
    private readonly RankingBuilder _ranking = new();
    private readonly bool[] _named = new bool[poll.Options.Count];

    protected override bool Take(ReadOnlySpan<char> content, long ballots)
    {
        _ranking.Clear();
        Array.Clear(_named);
        foreach (var range in content.Split(','))
        {
            var option = IndexOf(content[range]);
            if (option < 0 || _named[option])
            {
                return false;
            }

            _named[option] = true;
            _ranking.Add(option);
        }

        _ballots.Add(_ranking, ballots);
        return true;
    }

    protected override PollCount Compute(CancellationToken ct)
    {
        var ballots = _ballots.ToBallots(Poll.Options.Count, []);
        var matrix = PairwiseMatrix.Of(ballots, ct);
        ct.ThrowIfCancellationRequested();
        var count = ballots.Total == 0 ? Plain([], Nobody) : Poll.CountedBy switch
        {
            CountingMethod.InstantRunoff => Runoff(InstantRunoff.Count(ballots, InstantRunoffRules.OneAtATime with { Ties = TieRule.Backwards.Then(Ties) }, ct)),
            CountingMethod.SingleTransferableVote => Transferable(ScottishStv.Count(ballots, Poll.SeatCount, ties: TieRule.Backwards.Then(Ties), cancellation: ct)),
            CountingMethod.Schulze => Pairs(Schulze.Count(matrix, PairStrength.WinningVotes).Winners, matrix),
            CountingMethod.RankedPairs => Pairs(RankedPairs.Count(matrix, PairStrength.WinningVotes).Winners, matrix),
            CountingMethod.Borda => Points(Borda.Count(ballots, UnrankedPoints.Zero, ct)),
            var method => throw new NotSupportedException($"A ranking is not counted by {CountingRules.NameOf(method)}."),
        };
        return count with
        {
            Pairwise = CountMapping.Pairwise(matrix, Poll),
            CondorcetWinner = ballots.Total > 0 && matrix.CondorcetWinner is { } winner ? Id(winner) : null,
        };
    }

    private PollCount Runoff(RunoffResult result) => Plain(result.Winners, ResultSentence.Of(result, Names)) with
    {
        Rounds = [.. result.Rounds.Select(round => CountMapping.Round(round, Poll))],
        Ties = [.. result.Ties.Select(tie => CountMapping.Tie(tie, Poll))],
    };

    private PollCount Transferable(StvResult result) => Plain(result.Winners, ResultSentence.Of(result, Poll.SeatCount, Names)) with
    {
        Rounds = [.. result.Rounds.Select(round => CountMapping.Round(round, Poll))],
        Ties = [.. result.Ties.Select(tie => CountMapping.Tie(tie, Poll))],
        Quota = result.Quota,
    };

    private PollCount Pairs(IReadOnlyList<int> winners, PairwiseMatrix matrix) => Best(
        winners,
        winners is [var winner] && matrix.CondorcetWinner == winner
            ? $"{Names[winner]} wins: more ballots prefer {Names[winner]} to each other option than the reverse."
            : ResultSentence.Of(winners, Names));

    private PollCount Points(BordaResult result)
    {
        var sentence = result.Winners is [var winner]
            ? string.Create(CultureInfo.InvariantCulture, $"{Names[winner]} wins with {result.Points[winner]:0.#} points.")
            : ResultSentence.Of(result.Winners, Names);
        return Best(result.Winners, sentence) with
        {
            Rounds = [OnlyRound(CountMeasure.Points, Enumerable.Range(0, Poll.Options.Count).Select(option => result.Points[option]), result.Winners)],
        };
    }
}
