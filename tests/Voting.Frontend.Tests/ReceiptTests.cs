using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class ReceiptTests : SiteTests
{
    [Theory]
    [InlineData("accepted", null, "It is being counted.")]
    [InlineData("counted", null, "has been counted")]
    [InlineData("superseded", null, "Only the later one counts.")]
    [InlineData("rejected", "the poll had closed", "not part of the result: the poll had closed")]
    public async Task Anyone_with_the_address_sees_where_a_ballot_stands(string status, string? reason, string words)
    {
        Api.Opens("pets");
        var ballot = Guid.CreateVersion7();
        Api.Outcomes[$"{ballot}"] = new JsonObject { ["ballot"] = ballot, ["poll"] = "pets", ["status"] = status, ["reason"] = reason };

        var receipt = await SitePage.OpenAsync(Browser, $"/polls/pets/ballots/{ballot}");

        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.True(receipt.Has(words), receipt.Html);
        Assert.False(receipt.Has("Your choice"));
    }

    [Fact]
    public async Task The_voter_sees_the_receipt_even_while_Api_is_away()
    {
        Api.Opens("pets");
        var answer = await (await SitePage.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "cats"));
        Api.OnRead = context => ApiStub.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Away.");

        var receipt = await SitePage.OpenAsync(Browser, $"{answer.Headers.Location}");

        Assert.Equal(HttpStatusCode.OK, receipt.Status);
        Assert.True(receipt.Has("Your vote is in"));
        Assert.True(receipt.Has("cannot be looked up at this moment"));
    }

    [Fact]
    public async Task A_reloaded_answer_to_the_form_leads_back_to_the_ballot()
    {
        Api.Opens("pets");

        var answer = await Browser.GetAsync("/polls/pets/ballots");

        Assert.Equal("/polls/pets", answer.Headers.Location?.ToString());
    }
}
