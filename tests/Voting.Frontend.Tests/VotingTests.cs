using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class VotingTests : SiteTests
{
    [Fact]
    public async Task The_only_open_poll_is_what_the_front_page_leads_to()
    {
        Api.Opens("pets");
        Api.Opens("later", change: poll => poll["state"] = "scheduled");

        var front = await Browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, front.StatusCode);
        Assert.Equal("/polls/pets", front.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Several_open_polls_are_a_list()
    {
        Api.Opens("pets");
        Api.Opens("food", change: poll => poll["question"] = "Pizza <or> pasta?");

        var front = await SitePage.OpenAsync(Browser, "/");

        Assert.Equal(HttpStatusCode.OK, front.Status);
        Assert.Contains("Pizza &lt;or&gt; pasta?", front.Html, StringComparison.Ordinal);
        Assert.Contains("href=\"/polls/pets\"", front.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vote_is_confirmed_by_a_receipt_and_remembered_on_the_ballot()
    {
        Api.Opens("pets");
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var answer = await page.SendAsync(Browser, ("choice", "cats"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var receipt = await SitePage.OpenAsync(Browser, $"{answer.Headers.Location}");
        var again = await SitePage.OpenAsync(Browser, "/polls/pets");

        Assert.True(receipt.Has("Your vote is in"));
        Assert.True(receipt.Has("https://results.example.org/polls/pets"));
        Assert.True(again.Has("Your vote: "));
        Assert.Contains("value=\"cats\" checked", again.Html, StringComparison.Ordinal);
        Assert.Equal("""["cats"]""", Assert.Single(Api.Ballots).Body["choices"]!.ToJsonString());
    }

    [Fact]
    public async Task A_changed_vote_is_a_new_ballot_of_the_same_voter()
    {
        Api.Opens("pets");
        await (await SitePage.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "cats"));
        await (await SitePage.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "dogs"));

        Assert.Equal(2, Api.Ballots.Count);
        Assert.Single(Api.Ballots.Select(ballot => ballot.Voter).Distinct());
        Assert.Equal(2, Api.Ballots.Select(ballot => ballot.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_form_sent_twice_carries_one_idempotency_key()
    {
        Api.Opens("pets");
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        await Task.WhenAll(page.SendAsync(Browser, ("choice", "cats")), page.SendAsync(Browser, ("choice", "cats")));

        Assert.Equal(2, Api.Ballots.Count);
        Assert.Equal(page.Hidden("idempotency-key"), Assert.Single(Api.Ballots.Select(ballot => ballot.Key).Distinct()));
    }

    [Theory]
    [InlineData("ranking", "rank-dogs=1 rank-cats=2", """{"ranking":["dogs","cats"]}""")]
    [InlineData("score", "score-cats=5 score-dogs=0", """{"scores":{"cats":5,"dogs":0}}""")]
    [InlineData("multiple", "choice=cats choice=fish", """{"choices":["cats","fish"]}""")]
    [InlineData("approval", "choice=fish", """{"choices":["fish"]}""")]
    [InlineData("single", "abstain=true", """{"abstain":true}""")]
    public async Task Every_kind_of_ballot_is_sent_in_its_own_shape(string kind, string fields, string expected)
    {
        Api.Opens("pets", kind, poll => (poll["maxChoices"], poll["allowAbstain"]) = (2, true));
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var answer = await page.SendAsync(Browser, [.. fields.Split(' ').Select(field => (field.Split('=')[0], field.Split('=')[1]))]);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var body = Assert.Single(Api.Ballots).Body;
        body.Remove("voter");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), body), body.ToJsonString());
    }

    [Theory]
    [InlineData("scheduled", "Voting has not started yet.")]
    [InlineData("closed", "This poll is closed.")]
    [InlineData("final", "The result is final.")]
    public async Task A_poll_that_is_not_open_says_so_and_has_no_form(string state, string words)
    {
        Api.Opens("pets", change: poll => poll["state"] = state);

        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(page.Has(words));
        Assert.DoesNotContain("<form", page.Html, StringComparison.Ordinal);
        Assert.True(page.Has("https://results.example.org/polls/pets"));
    }

    [Fact]
    public async Task The_state_of_a_poll_is_asked_of_the_api_once_a_second_however_many_pages_ask()
    {
        var asked = 0;
        Api.Opens("pets");
        Api.OnRead = context =>
        {
            Interlocked.Increment(ref asked);
            return context.Response.WriteAsync(Api.Polls["pets"].ToJsonString());
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Browser.GetStringAsync($"/polls/pets/state?{i}")));

        Assert.All(answers, answer => Assert.Equal("open", answer));
        Assert.InRange(asked, 1, 5);
    }
}
