using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Voting.Counting.Tests;

/// <summary>Laws that hold for every poll, whatever its ballots are.</summary>
[Properties(Arbitrary = [typeof(Polls)], MaxTest = 300)]
public class LawTests
{
    private static readonly (string Name, Func<RankingBallots, IReadOnlyList<int>> Winners)[] Methods =
    [
        ("irv", ballots => InstantRunoff.Count(ballots, InstantRunoffRules.OneAtATime with { Ties = TieRule.None }).Winners),
        ("stv", ballots => ScottishStv.Count(ballots, 2, ties: TieRule.None).Winners),
        ("schulze", ballots => Schulze.Count(PairwiseMatrix.Of(ballots), PairStrength.WinningVotes).Winners),
        ("schulze margins", ballots => Schulze.Count(PairwiseMatrix.Of(ballots), PairStrength.Margins).Winners),
        ("ranked pairs", RankedPairsIfNoPairsAreEqual),
        ("borda", ballots => Borda.Count(ballots, UnrankedPoints.Average).Winners),
        ("borda zero", ballots => Borda.Count(ballots, UnrankedPoints.Zero).Winners),
        ("plurality", ballots => ChoiceCount.Count(ChoiceBallots.FirstPreferences(ballots)).WinnersWithTied),
    ];

    [Property]
    public void Anonymity_the_order_of_ballots_changes_nothing(Poll poll, int seed)
    {
        var contents = poll.Ballots.Contents.ToArray();
        new Random(seed).Shuffle(contents);
        var shuffled = RankingBallots.Of(poll.Ballots.Options, contents);
        foreach (var (name, winners) in Methods)
        {
            Same(name, winners(poll.Ballots), winners(shuffled));
        }
    }

    [Property]
    public void Neutrality_renaming_options_renames_the_winners(Poll poll, int seed)
    {
        var names = Enumerable.Range(0, poll.Ballots.Options).ToArray();
        new Random(seed).Shuffle(names);
        var renamed = poll.Map(option => names[option]);
        foreach (var (name, winners) in Methods)
        {
            Same(name, winners(poll.Ballots).Select(option => names[option]), winners(renamed));
        }
    }

    [Property]
    public void Weights_are_repetition(Poll poll)
    {
        var repeated = RankingBallots.Of(poll.Ballots.Options, poll.Ballots.Contents.SelectMany(content => Enumerable.Repeat(content with { Weight = 1 }, (int)content.Weight)));
        foreach (var (name, winners) in Methods)
        {
            Same(name, winners(poll.Ballots), winners(repeated));
        }
    }

    [Property]
    public void Voting_twice_as_often_changes_no_single_winner(Poll poll)
    {
        var twice = RankingBallots.Of(poll.Ballots.Options, poll.Ballots.Contents.Select(content => content with { Weight = content.Weight * 2 }));
        // The quota of a transferable vote is cut to a whole number, so it is left out.
        foreach (var (name, winners) in Methods.Where(method => method.Name != "stv"))
        {
            Same(name, winners(poll.Ballots), winners(twice));
        }
    }

    [Property]
    public void An_option_that_nobody_names_changes_no_winner(Poll poll)
    {
        var more = RankingBallots.Of(poll.Ballots.Options + 1, poll.Ballots.Contents);
        // Borda gives points for every option below, also for one that nobody names; where it gets a share of what is left, the winner can change.
        foreach (var (name, winners) in Methods.Where(method => !method.Name.StartsWith("borda", StringComparison.Ordinal)))
        {
            // With a rule that leaves ties open, a tie between options without votes stays one: here the one listed last leaves.
            if (name is "ranked pairs")
            {
                Same(name, RankedPairsByList(poll.Ballots).Where(poll.IsNamed), RankedPairsByList(more).Where(poll.IsNamed));
            }
            else if (name is "irv")
            {
                Same(name, RunoffByList(poll.Ballots), RunoffByList(more));
            }
            else if (name is "stv")
            {
                Same(name, StvByList(poll.Ballots), StvByList(more));
            }
            else if (poll.Ballots.Contents.Any(content => !content.Ranking.IsBlank))
            {
                Same(name, winners(poll.Ballots).Where(poll.IsNamed), winners(more).Where(poll.IsNamed));
            }
        }
    }

    [Property]
    public void Majority_whoever_is_first_on_more_than_half_of_all_ballots_wins(Poll poll)
    {
        var votes = ChoiceBallots.FirstPreferences(poll.Ballots).Votes;
        var favourite = Enumerable.Range(0, votes.Count).FirstOrDefault(option => votes[option] * 2 > poll.Ballots.Total, -1);
        if (favourite < 0)
        {
            return;
        }

        foreach (var (name, winners) in Methods.Where(method => method.Name is not ("borda" or "borda zero" or "stv" or "ranked pairs")))
        {
            Same(name, [favourite], winners(poll.Ballots));
        }

        Assert.Equal([favourite], RankedPairs.Count(PairwiseMatrix.Of(poll.Ballots), PairStrength.Margins).Winners);
        Assert.Contains(favourite, ScottishStv.Count(poll.Ballots, 2, ties: TieRule.None).Winners);
    }

    [Property]
    public void Condorcet_whoever_beats_everyone_wins_by_Schulze_and_ranked_pairs(Poll poll)
    {
        var matrix = PairwiseMatrix.Of(poll.Ballots);
        if (matrix.CondorcetWinner is not { } winner)
        {
            return;
        }

        foreach (var strength in Enum.GetValues<PairStrength>())
        {
            Assert.Equal([winner], Schulze.Count(matrix, strength).Winners);
            Assert.Equal([winner], RankedPairs.Count(matrix, strength).Winners);
        }
        Assert.Equal([winner], matrix.SmithSet());
    }

    [Property]
    public void Winners_by_Schulze_and_ranked_pairs_are_in_the_Smith_set(Poll poll)
    {
        var matrix = PairwiseMatrix.Of(poll.Ballots);
        Assert.Subset(matrix.SmithSet().ToHashSet(), Schulze.Count(matrix, PairStrength.WinningVotes).Winners.ToHashSet());
        Assert.Subset(matrix.SmithSet().ToHashSet(), RankedPairs.Count(matrix, PairStrength.Margins).Winners.ToHashSet());
    }

    [Property]
    public void Monotonicity_raising_a_winner_on_a_ballot_keeps_it_winning(FullPoll poll, int pick)
    {
        // Instant-runoff and single transferable vote do not have this property.
        foreach (var (name, winners) in Methods.Where(method => method.Name is "schulze" or "schulze margins" or "ranked pairs" or "borda" or "plurality"))
        {
            foreach (var winner in winners(poll.Ballots))
            {
                var raised = poll.Raise(winner, pick);
                var after = winners(raised);
                // Ranked pairs is asked only where no two pairs are equally strong.
                Assert.True(after.Contains(winner) || (name == "ranked pairs" && after.Count == 0), $"{name}: {winner} wins before and not after");
            }
        }
    }

    [Property]
    public void Reversal_a_single_winner_does_not_win_when_every_ballot_is_reversed(FullPoll poll)
    {
        foreach (var (name, winners) in Methods.Where(method => method.Name is "schulze" or "schulze margins" or "ranked pairs" or "borda"))
        {
            if (winners(poll.Ballots) is [var winner] && winners(poll.Reversed()) is [var last])
            {
                Assert.True(winner != last, $"{name}: {winner} wins both ways");
            }
        }
    }

    [Property]
    public void No_vote_is_lost_in_any_round(Poll poll)
    {
        var runoff = InstantRunoff.Count(poll.Ballots, InstantRunoffRules.OneAtATime);
        Assert.Equal(poll.Ballots.Total, runoff.Counted + runoff.NeverCounted);
        Assert.All(runoff.Rounds, round => Assert.Equal(runoff.Counted, round.Totals.Values.Sum() + round.Exhausted));
        Assert.All(runoff.Rounds, round => Assert.Equal(round.Eliminated.Sum(option => round.Totals[option]), round.Transfers.Values.Sum() + round.TransferredExhausted));
        var stv = ScottishStv.Count(poll.Ballots, 2);
        Assert.All(stv.Rounds, round => Assert.Equal(stv.Counted, round.Totals.Values.Sum() + round.Exhausted + round.RoundingLoss));
        Assert.All(MeekStv.Count(poll.Ballots, 2).Rounds, round => Assert.True(round.Exhausted >= 0));
        var first = ChoiceBallots.FirstPreferences(poll.Ballots);
        Assert.Equal(poll.Ballots.Total, first.Ballots + first.Blank + first.Invalid);
        Assert.Equal(first.Ballots, first.Votes.Sum());
    }

    private static IReadOnlyList<int> RankedPairsIfNoPairsAreEqual(RankingBallots ballots)
    {
        // Between equally strong pairs the list decides, which no law about names can hold for.
        var result = RankedPairs.Count(PairwiseMatrix.Of(ballots), PairStrength.Margins);
        return result.Pairs.Select(pair => pair.Votes - pair.Against).Distinct().Count() == result.Pairs.Count ? result.Winners : [];
    }

    private static IReadOnlyList<int> RunoffByList(RankingBallots ballots) => InstantRunoff.Count(ballots, InstantRunoffRules.OneAtATime with { Ties = TieRule.ListedLast }).Winners;

    private static IReadOnlyList<int> RankedPairsByList(RankingBallots ballots) =>
        ballots.Contents.All(content => content.Ranking.IsBlank) ? [] : RankedPairs.Count(PairwiseMatrix.Of(ballots), PairStrength.Margins).Winners;

    private static IReadOnlyList<int> StvByList(RankingBallots ballots) => ScottishStv.Count(ballots, 1, ties: TieRule.ListedLast).Winners;

    private static void Same(string method, IEnumerable<int> want, IEnumerable<int> got) => Assert.True(want.Order().SequenceEqual(got.Order()), $"{method}: {string.Join(' ', want)} and {string.Join(' ', got)}");
}

/// <summary>A poll with ballots as people fill them in.</summary>
public sealed record Poll(RankingBallots Ballots)
{
    internal RankingBallots Map(Func<int, int> rename) => RankingBallots.Of(Ballots.Options, Ballots.Contents.Select(content =>
    {
        var builder = new RankingBuilder();
        foreach (var rank in content.Ranking.Ranks)
        {
            if (rank.Overvoted)
            {
                builder.AddOvervote();
            }
            else
            {
                builder.AddGroup([.. rank.Options.Select(rename)]);
            }
        }
        return content with { Ranking = builder.ToRanking() };
    }));

    internal bool IsNamed(int option) => Ballots.Contents.Any(content => content.Ranking.Ranks.Any(rank => rank.Options.Contains(option)));

    /// <inheritdoc />
    public override string ToString() => $"{Ballots.Options} options: {string.Join("; ", Ballots.Contents.Select(content => $"{content.Weight} × {content.Ranking}"))}";
}

/// <summary>A poll whose ballots rank every option once.</summary>
public sealed record FullPoll(int Options, IReadOnlyList<(int[] Order, long Weight)> Orders)
{
    internal RankingBallots Ballots => Of(Orders);

    internal RankingBallots Reversed() => Of(Orders.Select(ballot => (ballot.Order.Reverse().ToArray(), ballot.Weight)));

    internal RankingBallots Raise(int winner, int pick) => Of(Orders.Select((ballot, i) =>
    {
        var at = Array.IndexOf(ballot.Order, winner);
        if (i != (int)((uint)pick % Orders.Count) || at == 0)
        {
            return ballot;
        }

        int[] order = [.. ballot.Order];
        (order[at - 1], order[at]) = (order[at], order[at - 1]);
        return (order, ballot.Weight);
    }));

    private RankingBallots Of(IEnumerable<(int[] Order, long Weight)> orders) => RankingBallots.Of(Options, orders.Select(ballot => new WeightedRanking(Ranking.Of(ballot.Order), ballot.Weight)));

    /// <inheritdoc />
    public override string ToString() => string.Join("; ", Orders.Select(ballot => $"{ballot.Weight} × {string.Join(' ', ballot.Order)}"));
}

/// <summary>How FsCheck makes polls: from a seed, so that a failing one is made again.</summary>
public static class Polls
{
    /// <summary>Polls as people fill them in.</summary>
    public static Arbitrary<Poll> Poll() => Seeds().Select(seed =>
    {
        var random = new Random(seed);
        RankingBallots ballots;
        do
        {
            ballots = RandomBallots.Rankings(random);
        }
        while (ballots.Withdrawn.Count > 0);
        return new Poll(ballots);
    }).ToArbitrary();

    /// <summary>Polls with complete ballots.</summary>
    public static Arbitrary<FullPoll> FullPoll() => Seeds().Select(seed =>
    {
        var random = new Random(seed);
        var options = random.Next(2, 7);
        return new FullPoll(options, [.. Enumerable.Range(0, random.Next(1, 10)).Select(_ =>
        {
            var order = Enumerable.Range(0, options).ToArray();
            random.Shuffle(order);
            return (order, (long)random.Next(1, 8));
        })]);
    }).ToArbitrary();

    private static Gen<int> Seeds() => Gen.Choose(0, int.MaxValue - 1);
}
