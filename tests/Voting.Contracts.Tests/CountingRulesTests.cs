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
