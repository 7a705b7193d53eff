using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class CountingRulesTests
{
    private static readonly PollDraft _draft = new("pets", "Cats or dogs?", PollKind.Ranking, [new(null, "Cats"), new(null, "Dogs"), new(null, "Eels")]);

    [Theory]
    [InlineData(PollKind.Single, CountingMethod.Plurality)]
    [InlineData(PollKind.Multiple, CountingMethod.Plurality)]
    [InlineData(PollKind.Approval, CountingMethod.Approval)]
    [InlineData(PollKind.Ranking, CountingMethod.InstantRunoff)]
    [InlineData(PollKind.Score, CountingMethod.MeanScore)]
    public void A_poll_that_names_no_method_is_counted_by_the_default_of_its_kind_and_one_that_names_it_is_the_same_poll(PollKind kind, CountingMethod method)
    {
        Assert.Empty(PollRules.Define(_draft with { Kind = kind }, 1, out var silent));
        Assert.Empty(PollRules.Define(_draft with { Kind = kind, Method = method, Seats = 1 }, 1, out var named));

        Assert.Equal((method, 1), (silent.CountedBy, silent.SeatCount));
        Assert.Equal(PollJson.Write(silent), PollJson.Write(named));
        Assert.True(silent.MeansTheSameAs(named));
    }

    [Fact]
    public void Another_method_and_several_seats_are_kept()
    {
        Assert.Empty(PollRules.Define(_draft with { Method = CountingMethod.SingleTransferableVote, Seats = 2 }, 1, out var poll));

        var json = PollJson.Write(poll);
        Assert.Contains("\"method\":\"single-transferable-vote\",\"seats\":2", json, StringComparison.Ordinal);
        Assert.Equal((CountingMethod.SingleTransferableVote, 2), (PollJson.Read(json).CountedBy, PollJson.Read(json).SeatCount));
    }

    [Theory]
    [InlineData(PollKind.Single, null, TieBreak.Open, TieBreak.Lot)]
    [InlineData(PollKind.Ranking, null, TieBreak.List, TieBreak.Lot)]
    [InlineData(PollKind.Ranking, CountingMethod.Schulze, TieBreak.Open, TieBreak.List)]
    [InlineData(PollKind.Ranking, CountingMethod.SingleTransferableVote, TieBreak.List, TieBreak.Open)]
    public void A_tie_break_rule_is_written_where_it_is_not_the_one_of_the_method(PollKind kind, CountingMethod? method, TieBreak usual, TieBreak other)
    {
        Assert.Empty(PollRules.Define(_draft with { Kind = kind, Method = method, TieBreak = usual }, 1, out var silent));
        Assert.Empty(PollRules.Define(_draft with { Kind = kind, Method = method, TieBreak = other }, 1, out var named));

        Assert.Equal((null, usual), (silent.TieBreak, silent.TiesGoBy));
        Assert.Equal((other, other), (named.TieBreak, named.TiesGoBy));
        Assert.False(silent.MeansTheSameAs(named));
        var again = PollJson.Read(PollJson.Write(named.WithTieSeed()));
        Assert.Equal((other, other is TieBreak.Lot), (again.TiesGoBy, again.TieSeed is { Length: 32 }));
        Assert.True(PollRules.IsSound(again));
        Assert.Equal(other is not TieBreak.Lot, PollRules.IsSound(named));
    }

    [Fact]
    public void The_seed_of_a_lot_stays_while_the_poll_is_changed_and_goes_with_the_rule()
    {
        Assert.Empty(PollRules.Define(_draft with { TieBreak = TieBreak.Lot }, 1, out var poll));
        var before = poll.WithTieSeed();

        Assert.Equal(before.TieSeed, (poll with { Question = "Other?" }).WithTieSeed(before).TieSeed);
        Assert.NotEqual(before.TieSeed, poll.WithTieSeed().TieSeed);
        Assert.Null((before with { TieBreak = null }).WithTieSeed(before).TieSeed);
    }

    [Theory]
    [InlineData(PollKind.Score, null, TieBreak.Lot, null, null, "tieBreak", "The method mean-score takes no tie-break rule.")]
    [InlineData(PollKind.Score, CountingMethod.Star, TieBreak.List, null, null, "tieBreak", "The method star takes no tie-break rule.")]
    [InlineData(PollKind.Ranking, null, null, WinningShare.Majority, null, "winningShare", "The method instant-runoff has no such rule: it is for plurality and approval.")]
    [InlineData(PollKind.Score, null, null, null, 10, "quorum", "The method mean-score has no such rule: it is for plurality and approval.")]
    [InlineData(PollKind.Single, null, null, null, 0, "quorum", "quorum is 1 to 1000000000.")]
    public void A_rule_that_the_method_does_not_have_is_refused(PollKind kind, CountingMethod? method, TieBreak? tieBreak, WinningShare? share, int? quorum, string member, string problem)
    {
        var problems = PollRules.Define(_draft with { Kind = kind, Method = method, TieBreak = tieBreak, WinningShare = share, Quorum = quorum }, 1, out var poll);

        Assert.Equal((member, problem), (Assert.Single(problems).Key, Assert.Single(problems[member])));
        // Nor is it believed where it stands on the stream: counting it would fail each time.
        Assert.Equal(quorum == 0, PollRules.IsSound(poll.WithTieSeed()));
    }

    [Theory]
    [InlineData(PollKind.Ranking, CountingMethod.Star, null, "method", "The method of a ranking poll is instant-runoff, single-transferable-vote, schulze, ranked-pairs or borda, not star.")]
    [InlineData(PollKind.Single, CountingMethod.Median, null, "method", "The method of a single poll is plurality, not median.")]
    [InlineData(PollKind.Ranking, null, 2, "seats", "The method instant-runoff fills one seat; several are filled by plurality, approval or single-transferable-vote.")]
    [InlineData(PollKind.Ranking, CountingMethod.SingleTransferableVote, 3, "seats", "seats is 1 to 2: at least one option stays without.")]
    [InlineData(PollKind.Multiple, null, 0, "seats", "seats is 1 to 2: at least one option stays without.")]
    public void What_does_not_go_together_is_told_with_what_does(PollKind kind, CountingMethod? method, int? seats, string member, string problem)
    {
        var problems = PollRules.Define(_draft with { Kind = kind, Method = method, Seats = seats }, 1, out var poll);

        Assert.Equal((member, problem), (Assert.Single(problems).Key, Assert.Single(problems[member])));
        Assert.False(PollRules.IsSound(poll));
    }
}
