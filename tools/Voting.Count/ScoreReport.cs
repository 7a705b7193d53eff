using System.Globalization;
using Voting.Counting;

namespace Voting.Count;

/// <summary>Sums, means, medians and STAR as JSON and as text.</summary>
internal static class ScoreReport
{
    public static Counted Sum(Election election, ScoreBallots ballots)
    {
        var result = ScoreCount.BySum(ballots);
        return new Counted("score", "",
            json =>
            {
                json.Options("winners", result.Winners);
                json.Votes("totals", result.Totals);
                json.WriteNumber("ballots", ballots.Total);
            },
            text => Tell(text, election, result.Winners, result.Totals.Select(total => (decimal)total)));
    }

    public static Counted Mean(Election election, ScoreBallots ballots)
    {
        var result = ScoreCount.ByMean(ballots);
        return new Counted("score-mean", "",
            json =>
            {
                json.Options("winners", result.Winners);
                json.WriteStartObject("means");
                for (var option = 0; option < result.Means.Count; option++)
                {
                    json.WriteString((option + 1).ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{result.Means[option].Sum}/{result.Means[option].Count}"));
                }
                json.WriteEndObject();
            },
            text => Tell(text, election, result.Winners, result.Means.Select(mean => decimal.Round(mean.Value ?? 0, 4))));
    }

    public static Counted Median(Election election, ScoreBallots ballots)
    {
        var result = MajorityJudgment.Count(ballots);
        return new Counted("median", "",
            json =>
            {
                json.Options("winners", result.Winners);
                json.Groups("ranking", result.Ranking);
                json.Votes("medians", [.. result.Medians.Select(median => (long)median)]);
            },
            text => Tell(text, election, result.Winners, result.Medians.Select(median => (decimal)median)));
    }

    public static Counted Star(Election election, StarResult result) => new("star", "",
        json =>
        {
            json.Votes("totals", result.Totals);
            if (result.Finalists.Count == 2)
            {
                json.Options("finalists", result.Finalists);
                json.WriteStartObject("runoff");
                for (var i = 0; i < 2; i++)
                {
                    json.WriteNumber((result.Finalists[i] + 1).ToString(CultureInfo.InvariantCulture), result.Preferring[i]);
                }

                json.WriteNumber("noPreference", result.NoPreference);
                json.WriteEndObject();
            }
            json.Options("winners", result.Winner is { } winner ? [winner] : []);
            json.WriteBoolean("decided", result.Winner is not null);
            json.WriteStartArray("tieStepsUsed");
            foreach (var step in result.StepsUsed)
            {
                json.WriteStringValue(Step(step));
            }

            json.WriteEndArray();
        },
        text =>
        {
            text.WriteLine($"  {ResultSentence.Of(result, election.Names)}");
            Words.Table(text, election, result.Totals.Select((total, option) => KeyValuePair.Create(option, (decimal)total)));
            if (result.StepsUsed.Count > 0)
            {
                text.WriteLine($"    ties: {string.Join("; ", result.StepsUsed.Select(Step))}");
            }
        });

    private static string Step(StarTieStep step) => step switch
    {
        StarTieStep.PlaceByHeadToHead => "place in runoff: head-to-head",
        StarTieStep.PlaceByTopScores => "place in runoff: top scores",
        StarTieStep.RunoffByTotal => "runoff: total score",
        _ => "runoff: top scores",
    };

    private static void Tell(TextWriter text, Election election, IReadOnlyList<int> winners, IEnumerable<decimal> numbers)
    {
        text.WriteLine($"  {ResultSentence.Of(winners, election.Names)}");
        Words.Table(text, election, numbers.Select((number, option) => KeyValuePair.Create(option, number)));
    }
}
