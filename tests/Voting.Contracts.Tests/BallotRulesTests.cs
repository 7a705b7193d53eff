using System.Text.Json;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Tests;

public sealed class BallotRulesTests
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);

    [Theory]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["dogs"]}""", "dogs")]
    [InlineData(PollKind.Multiple, 1, 2, """{"choices":["eels","cats"]}""", "cats,eels")]
    [InlineData(PollKind.Multiple, 2, 3, """{"choices":["eels","dogs","cats"]}""", "cats,dogs,eels")]
    [InlineData(PollKind.Approval, 1, 3, """{"choices":["eels"]}""", "eels")]
    [InlineData(PollKind.Approval, 1, 3, """{"choices":["dogs","cats"]}""", "cats,dogs")]
    [InlineData(PollKind.Ranking, 1, 3, """{"ranking":["eels","cats"]}""", "eels,cats")]
    [InlineData(PollKind.Ranking, 1, 3, """{"ranking":["dogs"]}""", "dogs")]
    [InlineData(PollKind.Score, 1, 3, """{"scores":{"eels":0,"cats":5}}""", "cats:5,eels:0")]
    [InlineData(PollKind.Single, 1, 1, """{"abstain":true}""", "")]
    [InlineData(PollKind.Score, 1, 3, """{"abstain":true}""", "")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["dogs"],"abstain":false}""", "dogs")]
    public void A_ballot_of_the_poll_has_one_canonical_form(PollKind kind, int min, int max, string vote, string canonical)
    {
        Assert.Equal(canonical, BallotRules.Canonical(Poll(kind, min, max), Vote(vote), out _));
        Assert.True(BallotRules.Accepts(Poll(kind, min, max), canonical));
    }

    [Theory]
    [InlineData(PollKind.Single, 1, 1, """{}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":[]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["bats"]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["Cats"]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":[null]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["cats,dogs"]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["cats","dogs"]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["cats"],"abstain":true}""")]
    [InlineData(PollKind.Single, 1, 1, """{"choices":["cats"],"ranking":["cats"]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"ranking":["cats"]}""")]
    [InlineData(PollKind.Single, 1, 1, """{"abstain":false}""")]
    [InlineData(PollKind.Multiple, 2, 3, """{"choices":["cats"]}""")]
    [InlineData(PollKind.Multiple, 1, 2, """{"choices":["cats","dogs","eels"]}""")]
    [InlineData(PollKind.Multiple, 2, 2, """{"choices":["cats","cats"]}""")]
    [InlineData(PollKind.Multiple, 2, 2, """{"choices":["cats",null]}""")]
    [InlineData(PollKind.Approval, 1, 3, """{"choices":["cats","dogs","eels","cats"]}""")]
    [InlineData(PollKind.Ranking, 1, 3, """{"choices":["cats"]}""")]
    [InlineData(PollKind.Ranking, 1, 3, """{"ranking":[]}""")]
    [InlineData(PollKind.Ranking, 1, 3, """{"ranking":["cats","cats"]}""")]
    [InlineData(PollKind.Ranking, 1, 3, """{"ranking":["cats",null]}""")]
    [InlineData(PollKind.Ranking, 1, 3, """{"ranking":["cats","bats"]}""")]
    [InlineData(PollKind.Score, 1, 3, """{"scores":{}}""")]
    [InlineData(PollKind.Score, 1, 3, """{"scores":{"cats":6}}""")]
    [InlineData(PollKind.Score, 1, 3, """{"scores":{"cats":-1}}""")]
    [InlineData(PollKind.Score, 1, 3, """{"scores":{"bats":1}}""")]
    [InlineData(PollKind.Score, 1, 3, """{"choices":["cats"]}""")]
    public void What_is_no_ballot_of_the_poll_is_refused_with_the_reason(PollKind kind, int min, int max, string vote)
    {
        Assert.Null(BallotRules.Canonical(Poll(kind, min, max), Vote(vote), out var problem));
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_abstention_is_refused_where_the_poll_takes_none()
        => Assert.Null(BallotRules.Canonical(Poll(PollKind.Single, 1, 1) with { AllowAbstain = false }, Vote("""{"abstain":true}"""), out _));

    [Theory]
    [InlineData(PollKind.Single, 1, 1, "bats")]
    [InlineData(PollKind.Single, 1, 1, "cats,dogs")]
    [InlineData(PollKind.Single, 1, 1, "cats:1")]
    [InlineData(PollKind.Single, 1, 1, ",")]
    [InlineData(PollKind.Single, 1, 1, "cats,")]
    [InlineData(PollKind.Multiple, 2, 3, "cats")]
    [InlineData(PollKind.Multiple, 2, 3, "cats,cats")]
    [InlineData(PollKind.Multiple, 1, 2, "cats,dogs,eels")]
    [InlineData(PollKind.Approval, 1, 3, "cats,bats")]
    [InlineData(PollKind.Ranking, 1, 3, "cats,dogs,cats")]
    [InlineData(PollKind.Score, 1, 3, "cats")]
    [InlineData(PollKind.Score, 1, 3, "cats:")]
    [InlineData(PollKind.Score, 1, 3, "cats:6")]
    [InlineData(PollKind.Score, 1, 3, "cats:-1")]
    [InlineData(PollKind.Score, 1, 3, "cats:1:2")]
    [InlineData(PollKind.Score, 1, 3, "cats:99999999999")]
    [InlineData(PollKind.Score, 1, 3, ":1")]
    public void What_cannot_be_a_ballot_of_the_poll_is_not(PollKind kind, int min, int max, string content)
        => Assert.False(BallotRules.Accepts(Poll(kind, min, max), content));

    private static CastBallotRequest Vote(string json) => JsonSerializer.Deserialize<CastBallotRequest>(json, _web)!;

    private static PollDefinition Poll(PollKind kind, int min, int max) => new(
        "pets", "Which?", kind, [new("cats", "Cats"), new("dogs", "Dogs"), new("eels", "Eels")], min, max, kind == PollKind.Score ? 5 : null, true, null, null, 1);
}
