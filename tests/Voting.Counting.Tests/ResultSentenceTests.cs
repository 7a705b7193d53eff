namespace Voting.Counting.Tests;

public class ResultSentenceTests
{
    private static readonly string[] Names = ["Anna", "Ben", "Iris"];

    [Fact]
    public void A_runoff_that_is_decided_at_once_names_no_round_of_transfers() =>
        Assert.Equal("Anna wins in round 1 with 3 of 4 votes.", ResultSentence.Of(Runoff((3, [0]), (1, [1])), Names));

    [Fact]
    public void A_name_that_ends_in_s_gets_an_apostrophe_only() =>
        Assert.Equal("Ben wins in round 2 with 4 of 7 votes after Iris' were transferred.", ResultSentence.Of(Runoff((3, [0]), (3, [1]), (1, [2, 1])), Names));

    [Fact]
    public void A_poll_without_a_ballot_says_so()
    {
        Assert.Equal("No ballot counts for anyone yet.", ResultSentence.Of(Runoff(), Names));
        Assert.Equal("No vote was cast yet.", ResultSentence.Of(ChoiceCount.Count(new ChoiceBallots([0, 0, 0], 0)), Names));
        Assert.Equal("No ballot was cast yet.", ResultSentence.Of(Star.Count(ScoreBallots.Of(3, 0, 5, [])), Names));
        Assert.Empty(MajorityJudgment.Count(ScoreBallots.Of(3, 0, 5, [])).Winners);
        Assert.Empty(Borda.Count(RankingBallots.Of(3, []), UnrankedPoints.Zero).Winners);
        Assert.Empty(ScottishStv.Count(RankingBallots.Of(3, []), 2).Winners);
        Assert.Empty(MeekStv.Count(RankingBallots.Of(3, []), 2).Winners);
    }

    [Fact]
    public void Options_that_cannot_be_told_apart_are_named_together() => Assert.Equal("Anna, Ben and Iris cannot be told apart.", ResultSentence.Of([0, 1, 2], Names));

    [Fact]
    public void A_STAR_runoff_names_both_numbers()
    {
        var result = Star.Count(ScoreBallots.Of(3, 0, 5, [new([5, 3, 0], 3), new([0, 4, 1], 2), new([2, 2, 0], 1)]));
        Assert.Equal("Anna wins the runoff against Ben with 3 to 2 votes; 1 ballot scores both the same.", ResultSentence.Of(result, Names));
    }

    private static RunoffResult Runoff(params (long Weight, int[] Order)[] ballots) =>
        InstantRunoff.Count(RankingBallots.Of(3, ballots.Select(ballot => new WeightedRanking(Ranking.Of(ballot.Order), ballot.Weight))), InstantRunoffRules.OneAtATime);
}
