using System.Globalization;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Counting.Polls;

/// <summary>Counts scores (<c>cats:5,dogs:1</c>) by STAR or by medians. An option without a score has the lowest.</summary>
internal sealed class ScoreCounter(PollDefinition poll) : PollCounter(poll)
{
    private const string Nobody = "No ballot counts for anyone yet.";

    private readonly List<WeightedScores> _ballots = [];

    protected override bool Take(ReadOnlySpan<char> content, long ballots)
    {
        var scores = new int?[Poll.Options.Count];
        foreach (var range in content.Split(','))
        {
            var item = content[range];
            var colon = item.IndexOf(':');
            var option = colon > 0 ? IndexOf(item[..colon]) : -1;
            if (option < 0 || scores[option] is not null
                || !int.TryParse(item[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var score) || score > Poll.MaxScore)
            {
                return false;
            }

            scores[option] = score;
        }

        _ballots.Add(new(scores, ballots));
        return true;
    }

    protected override PollCount Compute(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (_ballots.Count == 0)
        {
            return Plain([], Nobody);
        }

        var ballots = ScoreBallots.Of(Poll.Options.Count, 0, Poll.MaxScore ?? 1, _ballots);
        return Poll.CountedBy switch
        {
            CountingMethod.Star => Runoff(Star.Count(ballots)),
            CountingMethod.Median => Medians(MajorityJudgment.Count(ballots)),
            var method => throw new NotSupportedException($"Scores are not counted from distinct ballots by {CountingRules.NameOf(method)}."),
        };
    }

    private PollCount Medians(MedianResult result)
    {
        var sentence = result.Winners is [var winner]
            ? string.Create(CultureInfo.InvariantCulture, $"{Names[winner]} wins with a median score of {result.Medians[winner]}.")
            : ResultSentence.Of(result.Winners, Names);
        return Best(result.Winners, sentence) with
        {
            Rounds = [OnlyRound(CountMeasure.Medians, result.Medians.Select(median => (decimal)median), result.Winners)],
        };
    }

    private PollCount Runoff(StarResult result)
    {
        var options = Enumerable.Range(0, Poll.Options.Count);
        var scoring = OnlyRound(CountMeasure.Points, result.Totals.Select(total => (decimal)total), []) with
        {
            Eliminated = result.Finalists.Count == 2 ? Ids(options.Except(result.Finalists)) : [],
        };
        var count = Plain(result.Winner is { } winner ? [winner] : [], ResultSentence.Of(result, Names)) with { Rounds = [scoring], Ties = [.. TiesOf(result)] };
        if (result.Finalists.Count < 2)
        {
            return count;
        }

        var runoff = new CountRound(
            2, CountMeasure.Votes, [.. result.Finalists.Zip(result.Preferring, (option, votes) => new OptionVotes(Id(option), votes))],
            (result.Preferring.Sum() / 2) + 1, result.NoPreference, 0, count.Winners, [], [], [], 0);
        return count with { Rounds = [scoring, runoff] };
    }

    private IEnumerable<CountTie> TiesOf(StarResult result)
    {
        if (Last(result, StarTieStep.PlaceByHeadToHead, StarTieStep.PlaceByTopScores) is { } place)
        {
            var level = result.Totals.OrderDescending().ElementAt(1);
            var tied = Enumerable.Range(0, Poll.Options.Count).Where(option => result.Totals[option] == level).ToArray();
            var chosen = result.Finalists.Where(tied.Contains).ToArray();
            yield return new(1, "place-in-runoff", Ids(tied), Ids(chosen), chosen.Length > 0 ? CountMapping.Word(place) : null);
        }

        if (Last(result, StarTieStep.RunoffByTotal, StarTieStep.RunoffByTopScores) is { } runoff)
        {
            yield return new(2, "winner", Ids(result.Finalists), result.Winner is { } winner ? [Id(winner)] : [], result.Winner is null ? null : CountMapping.Word(runoff));
        }
    }

    private static StarTieStep? Last(StarResult result, params StarTieStep[] steps)
        => result.StepsUsed.Where(steps.Contains).Select(step => (StarTieStep?)step).LastOrDefault();
}
