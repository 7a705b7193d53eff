namespace Voting.Counting.Tests;

public class TieRuleTests
{
    // Round 1: A 5, B 4, C 3, D 2, E 1. E goes to C's rival: round 2: A 5, B 4, C 3, D 3.
    private static readonly RankingBallots LevelInRound2 = Ballots(5, (5, [0]), (4, [1]), (3, [2]), (2, [3]), (1, [4, 3]));

    // C and D are level from the first round on.
    private static readonly RankingBallots LevelAlways = Ballots(4, (10, [0]), (7, [1]), (4, [2, 1]), (4, [3, 0]));

    [Fact]
    public void Backwards_the_one_with_fewer_votes_in_the_most_recent_different_round_leaves()
    {
        var result = InstantRunoff.Count(LevelInRound2, Rules(TieRule.Backwards));
        Assert.Equal(new Tie(2, TieAbout.Exclusion, [2, 3], 3, TieStep.EarlierRoundsBackwards), Only(result.Ties), new TieComparer());
        Assert.Equal([3], result.Rounds[1].Eliminated);
    }

    [Fact]
    public void Backwards_and_forwards_differ_where_two_options_overtook_each_other()
    {
        // A and B have 6 and 7 votes, then 8 and 7 with C's ballots, then 8 and 8 with one of D's; E has the rest.
        var level = Ballots(5, (6, [0]), (7, [1]), (2, [2, 0]), (1, [3, 1]), (2, [3, 4]), (14, [4]));
        var backwards = Only(InstantRunoff.Count(level, Rules(TieRule.Backwards)).Ties);
        var forwards = Only(InstantRunoff.Count(level, Rules(TieRule.Forwards)).Ties);
        Assert.Equal([0, 1], backwards.Tied);
        Assert.Equal(1, backwards.Chosen);
        Assert.Equal(0, forwards.Chosen);
    }

    [Fact]
    public void A_tie_that_the_rule_leaves_open_stops_the_count_and_is_shown()
    {
        var result = InstantRunoff.Count(LevelAlways, Rules(TieRule.Backwards));
        Assert.Empty(result.Winners);
        Assert.Equal([2, 3], result.OpenTie?.Tied);
        Assert.Equal("Not decided: Carla and Dan are level for last place in round 1 and the tie rule leaves it open.", ResultSentence.Of(result, ["Anna", "Ben", "Carla", "Dan"]));
    }

    [Fact]
    public void The_host_decides_and_the_decision_is_in_the_record()
    {
        var open = InstantRunoff.Count(LevelAlways, Rules(TieRule.Host())).OpenTie;
        Assert.NotNull(open);
        var result = InstantRunoff.Count(LevelAlways, Rules(TieRule.Host(new HostDecision(open.Round, 3))));
        Assert.Equal([3], result.Rounds[0].Eliminated);
        Assert.Equal(TieStep.HostDecides, result.Ties[0].By);
    }

    [Fact]
    public void A_lot_depends_on_its_seed_only_and_can_be_drawn_again_by_hand()
    {
        // printf 'fair:3' | sha256sum and so on; the smallest hash comes first.
        var byHand = Enumerable.Range(1, 4).OrderBy(option => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"fair:{option}"))), StringComparer.Ordinal).Select(option => option - 1);
        Assert.Equal(byHand, Lot.Order("fair", 4));
        var result = InstantRunoff.Count(LevelAlways, Rules(TieRule.Backwards.Then(TieRule.ByLot("fair"))));
        Assert.Equal(Lot.Order("fair", 4).First(option => option is 2 or 3), result.Rounds[0].Eliminated[0]);
        Assert.Contains(Enumerable.Range(0, 20).Select(seed => Lot.Choose($"seed {seed}", [2, 3])), option => option == 2);
        Assert.Contains(Enumerable.Range(0, 20).Select(seed => Lot.Choose($"seed {seed}", [2, 3])), option => option == 3);
    }

    [Fact]
    public void Equal_surpluses_of_a_transferable_vote_go_by_the_earlier_stage_and_an_open_tie_keeps_those_elected()
    {
        var open = ScottishStv.Count(LevelAlways, 2, ties: TieRule.None);
        Assert.Equal([0], open.Winners);
        Assert.Equal([2, 3], open.OpenTie?.Tied);
        Assert.Equal("Anna is elected, 1 of 2 seats stays open; Carla and Dan are level in round 2 and the tie rule leaves it open; the quota was 9 votes.", ResultSentence.Of(open, 2, ["Anna", "Ben", "Carla", "Dan"]));
        Assert.Equal([0, 1], ScottishStv.Count(LevelAlways, 2).Winners);
    }

    [Fact]
    public void A_block_vote_shows_who_is_level_for_the_last_seat_or_settles_it_as_declared()
    {
        var ballots = new ChoiceBallots([9, 5, 5, 1], 10);
        var open = ChoiceCount.Count(ballots, 2);
        Assert.Equal([0], open.Winners);
        Assert.Equal([1, 2], open.TiedForLast);
        Assert.Equal("Anna wins with 9 votes; Ben and Carla are level with 5 votes each for the last seat.", ResultSentence.Of(open, ["Anna", "Ben", "Carla", "Dan"]));
        var settled = ChoiceCount.Count(ballots, 2, TieRule.ByLot("fair"));
        Assert.Equal([0, Lot.Choose("fair", [1, 2])], settled.Winners);
        Assert.Equal(TieStep.ByLot, Only(settled.Ties).By);
    }

    private static InstantRunoffRules Rules(TieRule ties) => InstantRunoffRules.OneAtATime with { Ties = ties };

    private static Tie Only(IReadOnlyList<Tie> ties) => Assert.Single(ties);

    private static RankingBallots Ballots(int options, params (long Weight, int[] Order)[] ballots) =>
        RankingBallots.Of(options, ballots.Select(ballot => new WeightedRanking(Ranking.Of(ballot.Order), ballot.Weight)));

    private sealed class TieComparer : IEqualityComparer<Tie>
    {
        public bool Equals(Tie? x, Tie? y) => x is not null && y is not null && x with { Tied = [] } == y with { Tied = [] } && x.Tied.SequenceEqual(y.Tied);

        public int GetHashCode(Tie obj) => obj.Round;
    }
}
