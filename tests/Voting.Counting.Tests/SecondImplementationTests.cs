using Voting.Counting.Tests.Plain;

namespace Voting.Counting.Tests;

/// <summary>100,000 random polls, 50,000 ranked and 50,000 with scores, of 2 to 8 options: every method gives what a second, plainly written implementation gives.</summary>
public class SecondImplementationTests
{
    private const int RankedPolls = 12_500;
    private const int ScorePolls = 50_000;
    private static readonly ReadingRules[] Readings =
    [
        ReadingRules.Default,
        new(OvervoteRule.PassOver, 1),
        new(OvervoteRule.Settle),
        new(OvervoteRule.PassOver, 0, RepeatRule.Exhaust),
        new(OvervoteRule.Exhaust, 2, RepeatRule.Exhaust),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Ranked_methods_agree_with_plain_ones(int seed)
    {
        var random = new Random(seed);
        for (var poll = 0; poll < RankedPolls; poll++)
        {
            var ballots = RandomBallots.Rankings(random);
            Runoff(ballots, Readings[poll % Readings.Length], batch: poll % 2 == 0);
            Transferable(ballots, seats: poll % 3 + 1);
            Pairs(ballots, poll % 2 == 0 ? PairStrength.Margins : PairStrength.WinningVotes);
        }
    }

    [Fact]
    public void Score_methods_agree_with_plain_ones()
    {
        var random = new Random(5);
        for (var poll = 0; poll < ScorePolls; poll++)
        {
            var (options, highest) = (random.Next(2, 9), random.Next(1, 6));
            var plain = RandomBallots.Scores(random, options, highest);
            var ballots = ScoreBallots.Of(options, 0, highest, plain.Select(scores => new WeightedScores([.. scores.Select(score => (int?)score)], 1)));
            Assert.Equal(PlainScores.StarWinner(plain, options, highest), Star.Count(ballots).Winner);
            var medians = MajorityJudgment.Count(ballots);
            IEnumerable<int> Grades(int option) => plain.Select(scores => scores[option]);
            Assert.Equal(Enumerable.Range(0, options).Where(option => Enumerable.Range(0, options).All(other => PlainScores.CompareGrades(Grades(option), Grades(other)) >= 0)), medians.Winners);
            Assert.Equal(Enumerable.Range(0, options).Select(option => Grades(option).Order().ElementAt((plain.Count - 1) / 2)), medians.Medians);
            var sums = ScoreCount.BySum(ballots);
            Assert.Equal(Enumerable.Range(0, options).Select(option => plain.Sum(scores => (long)scores[option])), sums.Totals);
            Assert.Equal(sums.Winners, ScoreCount.ByMean(ballots).Winners);
        }
    }

    private static void Runoff(RankingBallots ballots, ReadingRules reading, bool batch)
    {
        var plain = PlainRunoff.Count(ballots, reading, batch);
        var result = InstantRunoff.Count(ballots, InstantRunoffRules.OneAtATime with { Reading = reading, Batch = batch });
        Same(plain.Winner is { } winner ? [winner] : [], result.Winners);
        Same(plain.NeverCounted, result.NeverCounted);
        Same(plain.Rounds.Count, result.Rounds.Count);
        foreach (var (want, got) in plain.Rounds.Zip(result.Rounds))
        {
            Same(want.Totals, got.Totals.OrderBy(pair => pair.Key));
            Same(want.Exhausted, got.Exhausted);
            Same(want.Out, got.Eliminated);
        }
    }

    private static void Transferable(RankingBallots ballots, int seats)
    {
        var (winners, stages) = PlainScottish.Count(ballots, seats);
        var result = ScottishStv.Count(ballots, seats);
        Same(winners, result.Winners);
        Same(stages.Count, result.Rounds.Count);
        foreach (var (want, got) in stages.Zip(result.Rounds))
        {
            Same(want.Totals.OrderBy(pair => pair.Key), got.Totals.OrderBy(pair => pair.Key));
            Same(want.Exhausted, got.Exhausted);
            Same(want.From, got.From);
            Same(result.Counted, got.Totals.Values.Sum() + got.Exhausted + got.RoundingLoss);
        }
        var (elected, defeated) = PlainMeek.Count(ballots, seats);
        var meek = MeekStv.Count(ballots, seats);
        Same(elected, meek.Winners);
        Same(defeated, meek.Rounds.Where(round => round.Action == StvAction.Exclude).Select(round => round.From!.Value));
    }

    private static void Pairs(RankingBallots ballots, PairStrength strength)
    {
        var plain = new PlainPairs(ballots);
        var matrix = PairwiseMatrix.Of(ballots);
        var schulze = Schulze.Count(matrix, strength);
        foreach (var option in matrix.Standing)
        {
            var paths = plain.Paths(option, strength);
            foreach (var other in matrix.Standing.Where(other => other != option))
            {
                Same(plain.Votes(option, other), matrix[option, other]);
                Same(paths[other], schulze.Paths[option][other]);
            }
        }
        Same(plain.SmithSet(), matrix.SmithSet());
        Same(plain.SchulzeWinners(strength), schulze.Winners);
        Same(plain.RankedPairsWinners(strength), RankedPairs.Count(matrix, strength).Winners);
        foreach (var unranked in Enum.GetValues<UnrankedPoints>())
        {
            var borda = Borda.Count(ballots, unranked);
            Same(borda.Points.Keys.Select(option => plain.Borda(option, unranked)), borda.Points.Values);
        }
    }

    // Millions of comparisons: xunit's own, which look for how to print a difference, are asked only when there is one.
    private static void Same<T>(T want, T got)
        where T : IEquatable<T>
    {
        if (!want.Equals(got))
        {
            Assert.Equal(want, got);
        }
    }

    private static void Same(int? want, int? got)
    {
        if (want != got)
        {
            Assert.Equal(want, got);
        }
    }

    private static void Same<T>(IEnumerable<T> want, IEnumerable<T> got)
    {
        if (!want.SequenceEqual(got))
        {
            Assert.Equal(want, got);
        }
    }
}
