using System.Text.RegularExpressions;
using Voting.Counting;
using Voting.Counting.Files;

namespace Voting.Count;

/// <summary>Every method and variant that fits a file. Each is counted only when it is asked for.</summary>
internal static partial class FittingCounts
{
    public static readonly IReadOnlySet<string> MethodNames = new HashSet<string>(StringComparer.Ordinal)
    {
        "plurality", "approval", "irv", "scottish-stv", "meek-stv", "pairwise", "schulze", "ranked-pairs", "borda", "score", "score-mean", "median", "star",
    };

    /// <summary>The counts of a file, in the order of the table in docs/counting.md.</summary>
    public static IEnumerable<(string Name, Func<Counted> Count)> Of(Election election)
    {
        if (election.File.Rankings is { } rankings)
        {
            return Ranked(election, rankings);
        }

        return election.File.Scores is { } scores ? Scored(election, scores) : Approved(election, election.File.Choices!);
    }

    private static IEnumerable<(string Name, Func<Counted> Count)> Ranked(Election election, RankingBallots ballots)
    {
        yield return ("scottish-stv", () => StvReport.Counted(election, "scottish-stv", ScottishStv.Count(ballots, election.Seats, ties: election.Ties), places: 5));
        yield return ("meek-stv", () => StvReport.Counted(election, "meek-stv", MeekStv.Count(ballots, election.Seats, ties: election.Ties), places: 9));
        foreach (var (variant, rules) in Runoffs(election))
        {
            var declared = election.Ties is { } ties ? rules with { Ties = ties } : rules;
            yield return ($"irv/{variant}", () => RunoffReport.Counted(election, variant, InstantRunoff.Count(ballots, declared)));
        }
        var matrix = new Lazy<PairwiseMatrix>(() => PairwiseMatrix.Of(ballots));
        yield return ("pairwise", () => PairwiseReport.Matrix(election, matrix.Value));
        foreach (var (variant, strength) in new[] { ("winning-votes", PairStrength.WinningVotes), ("margins", PairStrength.Margins) })
        {
            yield return ($"schulze/{variant}", () => PairwiseReport.Schulze(election, variant, Schulze.Count(matrix.Value, strength)));
        }
        foreach (var (variant, strength) in new[] { ("winning-votes", PairStrength.WinningVotes), ("margins", PairStrength.Margins) })
        {
            yield return ($"ranked-pairs/{variant}", () => PairwiseReport.RankedPairs(election, variant, RankedPairs.Count(matrix.Value, strength)));
        }
        yield return ("borda/unranked-zero", () => PairwiseReport.Borda(election, "unranked-zero", Borda.Count(ballots, UnrankedPoints.Zero)));
        yield return ("borda/unranked-average", () => PairwiseReport.Borda(election, "unranked-average", Borda.Count(ballots, UnrankedPoints.Average)));
        yield return ("plurality", () => ChoiceReport.Plurality(election, ChoiceBallots.FirstPreferences(ballots)));
        if (election.File.Format == BallotFormat.DebianTally)
        {
            yield return ("approval", () => ChoiceReport.AboveDefault(election, matrix.Value, DefaultOption(election.Names)));
        }
    }

    private static IEnumerable<(string Variant, InstantRunoffRules Rules)> Runoffs(Election election)
    {
        yield return ("one-at-a-time", InstantRunoffRules.OneAtATime);
        yield return ("batch", InstantRunoffRules.OneAtATime with { Batch = true });
        yield return ("rctab", PublishedRules.Rctab(election.Id, election.WriteIns));
        yield return ("city", PublishedRules.City(election.WriteIns));
    }

    /// <summary>Debian's default option ("none of the above", "further discussion") is the last one on the ballot (Debian Constitution, A.3).</summary>
    private static int DefaultOption(IReadOnlyList<string> names)
    {
        for (var option = names.Count - 1; option >= 0; option--)
        {
            if (DefaultOptionName().IsMatch(names[option]))
            {
                return option;
            }
        }
        return names.Count - 1;
    }

    private static IEnumerable<(string Name, Func<Counted> Count)> Scored(Election election, ScoreBallots ballots)
    {
        yield return ("score", () => ScoreReport.Sum(election, ballots));
        yield return ("score-mean", () => ScoreReport.Mean(election, ballots));
        yield return ("median", () => ScoreReport.Median(election, ballots));
        yield return ("star", () => ScoreReport.Star(election, Star.Count(ballots)));
    }

    private static IEnumerable<(string Name, Func<Counted> Count)> Approved(Election election, ChoiceBallots ballots)
    {
        yield return ("approval", () => ChoiceReport.Approval(election, ballots));
    }

    [GeneratedRegex("none of the above|further discussion", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DefaultOptionName();
}
