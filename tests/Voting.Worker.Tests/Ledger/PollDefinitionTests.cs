using Voting.Worker.Ledger;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

public sealed class PollDefinitionTests
{
    [Theory]
    [InlineData("single", 1, 1, "cats")]
    [InlineData("multiple", 2, 3, "cats,dogs")]
    [InlineData("multiple", 2, 3, "cats,dogs,eels")]
    [InlineData("approval", 1, 3, "eels")]
    [InlineData("ranking", 1, 3, "eels,cats,dogs")]
    [InlineData("score", 1, 3, "cats:5,dogs:0")]
    public void A_ballot_of_the_poll_is_accepted(string kind, int min, int max, string content)
        => Assert.True(Poll(kind, min, max).Accepts(content));

    [Theory]
    [InlineData("single", 1, 1, "bats")]
    [InlineData("single", 1, 1, "cats,dogs")]
    [InlineData("single", 1, 1, "cats:1")]
    [InlineData("single", 1, 1, ",")]
    [InlineData("single", 1, 1, "cats,")]
    [InlineData("multiple", 2, 3, "cats")]
    [InlineData("multiple", 2, 3, "cats,cats")]
    [InlineData("multiple", 1, 2, "cats,dogs,eels")]
    [InlineData("approval", 1, 3, "cats,bats")]
    [InlineData("ranking", 1, 3, "cats,dogs,cats")]
    [InlineData("score", 1, 3, "cats")]
    [InlineData("score", 1, 3, "cats:")]
    [InlineData("score", 1, 3, "cats:6")]
    [InlineData("score", 1, 3, "cats:-1")]
    [InlineData("score", 1, 3, "cats:1:2")]
    [InlineData("score", 1, 3, "cats:99999999999")]
    [InlineData("score", 1, 3, ":1")]
    public void What_cannot_be_a_ballot_of_the_poll_is_not(string kind, int min, int max, string content)
        => Assert.False(Poll(kind, min, max).Accepts(content));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_abstention_is_accepted_where_the_poll_says_so(bool allowed)
        => Assert.Equal(allowed, PollDefinition.TryParse(Definitions.Json("pets", abstain: allowed))!.Accepts(""));

    private static PollDefinition Poll(string kind, int min, int max)
        => PollDefinition.TryParse(Definitions.Json("pets", kind, min, max, kind == "score" ? 5 : null))!;
}
