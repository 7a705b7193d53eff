using Voting.Counting.Files;

namespace Voting.Counting.Tests;

public class PublishedExampleTests
{
    private const int Memphis = 0, Nashville = 1, Chattanooga = 2, Knoxville = 3;

    // Wikipedia, "Instant-runoff voting": the capital of Tennessee, percentages as voters.
    private static readonly RankingBallots Tennessee = Ballots(4,
        (42, [Memphis, Nashville, Chattanooga, Knoxville]),
        (26, [Nashville, Chattanooga, Knoxville, Memphis]),
        (15, [Chattanooga, Knoxville, Nashville, Memphis]),
        (17, [Knoxville, Chattanooga, Nashville, Memphis]));

    // M. Schulze 2011, example 1: 45 voters, options A to E.
    private static readonly RankingBallots Schulze45 = Ballots(5,
        (5, [0, 2, 1, 4, 3]), (5, [0, 3, 4, 2, 1]), (8, [1, 4, 3, 0, 2]), (3, [2, 0, 1, 4, 3]),
        (7, [2, 0, 4, 1, 3]), (2, [2, 1, 0, 3, 4]), (7, [3, 2, 4, 1, 0]), (8, [4, 1, 0, 3, 2]));

    [Fact]
    public void Tennessee_Memphis_wins_by_plurality()
    {
        var result = ChoiceCount.Count(ChoiceBallots.FirstPreferences(Tennessee));
        Assert.Equal([Memphis], result.Winners);
        Assert.Equal([42, 26, 15, 17], result.Votes);
    }

    [Fact]
    public void Tennessee_Knoxville_wins_the_instant_runoff_in_round_3_with_58_votes()
    {
        var result = InstantRunoff.Count(Tennessee, InstantRunoffRules.OneAtATime);
        Assert.Equal([Knoxville], result.Winners);
        Assert.Equal([[Chattanooga], [Nashville], []], result.Rounds.Select(round => round.Eliminated));
        Assert.Equal(58, result.Rounds[2].Totals[Knoxville]);
    }

    [Fact]
    public void Tennessee_Nashville_is_the_Condorcet_winner_and_so_wins_by_Schulze_and_ranked_pairs()
    {
        var matrix = PairwiseMatrix.Of(Tennessee);
        Assert.Equal(58, matrix[Nashville, Memphis]);
        Assert.Equal(68, matrix[Nashville, Chattanooga]);
        Assert.Equal(83, matrix[Chattanooga, Knoxville]);
        Assert.Equal(Nashville, matrix.CondorcetWinner);
        Assert.Equal([Nashville], matrix.SmithSet());
        Assert.Equal([[Nashville], [Chattanooga], [Knoxville], [Memphis]], Schulze.Count(matrix, PairStrength.WinningVotes).Ranking);
        Assert.Equal([[Nashville], [Chattanooga], [Knoxville], [Memphis]], RankedPairs.Count(matrix, PairStrength.Margins).Ranking);
    }

    [Fact]
    public void Tennessee_Nashville_wins_the_Borda_count_with_194_points()
    {
        var result = Borda.Count(Tennessee, UnrankedPoints.Zero);
        Assert.Equal([Nashville], result.Winners);
        Assert.Equal([126, 194, 173, 107], result.Points.Values);
    }

    [Fact]
    public void Tennessee_Nashville_wins_by_STAR_against_Chattanooga()
    {
        // Wikipedia, "STAR voting": scores of the same voters.
        var ballots = ScoreBallots.Of(4, 0, 5, [new([5, 2, 1, 0], 42), new([0, 5, 2, 1], 26), new([0, 3, 5, 4], 15), new([0, 2, 4, 5], 17)]);
        var result = Star.Count(ballots);
        Assert.Equal([210, 293, 237, 171], result.Totals);
        Assert.Equal([Nashville, Chattanooga], result.Finalists);
        Assert.Equal([68, 32], result.Preferring);
        Assert.Equal(Nashville, result.Winner);
    }

    [Fact]
    public void Schulzes_45_voters_give_E_and_his_published_paths()
    {
        var result = Schulze.Count(PairwiseMatrix.Of(Schulze45), PairStrength.WinningVotes);
        Assert.Equal([[4], [0], [2], [1], [3]], result.Ranking);
        Assert.Equal([0, 28, 28, 30, 24], result.Paths[0]);
        Assert.Equal([25, 0, 28, 33, 24], result.Paths[1]);
        Assert.Equal([25, 29, 0, 29, 24], result.Paths[2]);
        Assert.Equal([25, 28, 28, 0, 24], result.Paths[3]);
        Assert.Equal([25, 28, 28, 31, 0], result.Paths[4]);
    }

    [Fact]
    public void Ranked_pairs_leaves_out_the_weakest_pair_of_a_cycle()
    {
        // The Condorcet paradox with unequal sides: A over B 7 to 2, B over C 6 to 3, C over A 5 to 4.
        var ballots = Ballots(3, (4, [0, 1, 2]), (2, [1, 2, 0]), (3, [2, 0, 1]));
        var matrix = PairwiseMatrix.Of(ballots);
        Assert.Null(matrix.CondorcetWinner);
        Assert.Equal([0, 1, 2], matrix.SmithSet());
        var result = RankedPairs.Count(matrix, PairStrength.WinningVotes);
        Assert.Equal([[0], [1], [2]], result.Ranking);
        Assert.Equal(new RankedPair(2, 0, 5, 4, false), Assert.Single(result.Pairs, pair => !pair.Locked));
        Assert.False(result.EqualPairsDecide);
    }

    [Fact]
    public void Ranked_pairs_says_when_equally_strong_pairs_decide_the_winner()
    {
        var result = RankedPairs.Count(PairwiseMatrix.Of(Ballots(3, (1, [0, 1, 2]), (1, [1, 2, 0]), (1, [2, 0, 1]))), PairStrength.Margins);
        Assert.Equal([0], result.Winners);
        Assert.True(result.EqualPairsDecide);
    }

    [Fact]
    public void A_tie_in_the_STAR_runoff_goes_by_total_score_and_then_by_top_scores()
    {
        var byTotal = Star.Count(ScoreBallots.Of(3, 0, 5, [new([1, 2, 5], 1), new([1, 5, 3], 1), new([1, 3, 3], 1)]));
        Assert.Equal(2, byTotal.Winner);
        Assert.Equal([StarTieStep.RunoffByTotal], byTotal.StepsUsed);
        var byTop = Star.Count(ScoreBallots.Of(3, 0, 5, [new([1, 4, 5], 1), new([1, 3, 2], 1), new([1, 5, 5], 1)]));
        Assert.Equal(2, byTop.Winner);
        Assert.Equal([StarTieStep.RunoffByTotal, StarTieStep.RunoffByTopScores], byTop.StepsUsed);
    }

    [Fact]
    public void A_STAR_tie_that_no_step_settles_is_shown_as_one()
    {
        var result = Star.Count(ScoreBallots.Of(3, 0, 5, [new([1, 2, 5], 1), new([2, 1, 5], 1), new([3, 3, 5], 1)]));
        Assert.Null(result.Winner);
        Assert.Equal([0, 1], result.Tied);
        Assert.Empty(result.Finalists);
        Assert.Equal("Not decided: Amy and Brian are level after every step.", ResultSentence.Of(result, ["Amy", "Brian", "Chuck"]));
    }

    [Fact]
    public void A_town_elects_Ben_although_Carla_leads_and_Anna_beats_everyone()
    {
        using var text = new StringReader("""
            3 1
            27 1 2 3 0
            15 1 3 2 0
            9 1 0
            41 2 1 3 0
            7 2 3 1 0
            11 2 0
            30 3 1 2 0
            10 3 2 1 0
            26 3 0
            0
            "Anna"
            "Ben"
            "Carla"
            "Town chair"
            """);
        var file = BallotFileReader.Read(text);
        var runoff = InstantRunoff.Count(file.Rankings!, InstantRunoffRules.OneAtATime);
        Assert.Equal("Ben wins in round 2 with 86 of 167 votes after Anna's were transferred.", ResultSentence.Of(runoff, file.Options));
        Assert.Equal("Carla wins with 66 votes.", ResultSentence.Of(ChoiceCount.Count(ChoiceBallots.FirstPreferences(file.Rankings!)), file.Options));
        Assert.Equal(0, PairwiseMatrix.Of(file.Rankings!).CondorcetWinner);
    }

    [Fact]
    public void Majority_judgment_goes_by_the_majority_value_where_medians_are_equal()
    {
        // Balinski and Laraki: equal medians, then the grade that is met first when medians are taken away.
        var ballots = ScoreBallots.Of(3, 0, 3, [new([3, 2, 0], 1), new([2, 2, 3], 1), new([2, 3, 3], 1), new([0, 1, 1], 1), new([2, 2, 0], 1)]);
        var result = MajorityJudgment.Count(ballots);
        Assert.Equal([2, 2, 1], result.Medians);
        // A: 0 2 2 2 3, B: 1 2 2 2 3: they differ in their worst grade alone.
        Assert.Equal([[1], [0], [2]], result.Ranking);
    }

    private static RankingBallots Ballots(int options, params (long Weight, int[] Order)[] ballots) =>
        RankingBallots.Of(options, ballots.Select(ballot => new WeightedRanking(Ranking.Of(ballot.Order), ballot.Weight)));
}
