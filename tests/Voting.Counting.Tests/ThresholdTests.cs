namespace Voting.Counting.Tests;

public class ThresholdTests
{
    private static readonly string[] Names = ["Yes", "No"];

    [Fact]
    public void An_absolute_majority_needs_more_than_half_of_the_valid_ballots()
    {
        Assert.Empty(Winners(new ChoiceBallots([5, 4], 10), Threshold.AbsoluteMajority));
        Assert.Equal([0], Winners(new ChoiceBallots([6, 4], 10), Threshold.AbsoluteMajority));
        Assert.Equal([0], Winners(new ChoiceBallots([6, 4], 10, Blank: 100), Threshold.AbsoluteMajority));
        Assert.Empty(Winners(new ChoiceBallots([6, 4], 10, Blank: 2), Threshold.AbsoluteMajority with { Of = ThresholdBase.AllBallots }));
        Assert.Empty(Winners(new ChoiceBallots([6, 4], 10), Threshold.AbsoluteMajority with { Of = ThresholdBase.EligibleVoters, EligibleVoters = 12 }));
    }

    [Fact]
    public void Two_thirds_are_met_exactly()
    {
        Assert.Equal([0], Winners(new ChoiceBallots([6, 3], 9), Threshold.TwoThirds));
        Assert.Empty(Winners(new ChoiceBallots([6, 4], 10), Threshold.TwoThirds));
        Assert.Equal("Nobody wins: 7 votes were needed.", ResultSentence.Of(ChoiceCount.Count(new ChoiceBallots([6, 4], 10), threshold: Threshold.TwoThirds), Names));
    }

    [Fact]
    public void Blank_and_invalid_ballots_count_for_the_quorum()
    {
        Assert.Equal([0], Winners(new ChoiceBallots([6, 3], 9, Blank: 1), Threshold.QuorumOf(10)));
        Assert.Equal("Not decided: too few ballots were cast for the quorum.", ResultSentence.Of(ChoiceCount.Count(new ChoiceBallots([6, 3], 9), threshold: Threshold.QuorumOf(10)), Names));
    }

    [Fact]
    public void A_share_of_a_number_that_is_not_known_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => ChoiceCount.Count(new ChoiceBallots([6, 3], null), threshold: Threshold.AbsoluteMajority));

    [Fact]
    public void A_ballot_with_too_many_marks_is_invalid_and_marks_of_one_option_count_once()
    {
        var ballots = ChoiceBallots.Of(3, 2, [([0, 0], 5), ([0, 1], 2), ([0, 1, 2], 4), ([], 3)]);
        Assert.Equal([7, 2, 0], ballots.Votes);
        Assert.Equal((7, 3, 4), (ballots.Ballots, ballots.Blank, ballots.Invalid));
        Assert.Equal([0, 1], ChoiceCount.Count(ballots, seats: 2).Winners);
    }

    private static IReadOnlyList<int> Winners(ChoiceBallots ballots, Threshold threshold) => ChoiceCount.Count(ballots, threshold: threshold).Winners;
}
