using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class NotAcceptedTests : SiteTests
{
    [Theory]
    [InlineData(400, "Your vote has not been accepted", null)]
    [InlineData(409, "The poll is closed; this vote was not accepted.", null)]
    [InlineData(422, "had already been used for a different vote", null)]
    [InlineData(429, "Please send it again in 7 seconds", "7")]
    [InlineData(503, "Please send it again in 7 seconds", "7")]
    public async Task A_refused_vote_says_so_with_the_same_status_and_keeps_the_choice(int status, string words, string? retryAfter)
    {
        Api.Opens("pets");
        Api.OnCast = context => ApiStub.ProblemAsync(context, status, "The poll is closed; this vote was not accepted.", status is 429 or 503 ? 7 : null);
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "dogs")));

        Assert.Equal((HttpStatusCode)status, answer.Status);
        Assert.True(answer.Has("Your vote has not been accepted"));
        Assert.True(answer.Has(words), answer.Html);
        Assert.False(answer.Has("Your vote is in"));
        Assert.Equal(retryAfter, answer.Response.Headers.RetryAfter?.ToString());
        Assert.True(answer.Html.Contains(status == 409 ? "You had chosen: <strong><bdi>Dogs</bdi></strong>" : "value=\"dogs\" checked", StringComparison.Ordinal), answer.Html);
        Assert.Empty(answer.Cookies("__Secure-ballot-"));
    }

    [Theory]
    [InlineData(503, true)]
    [InlineData(422, false)]
    public async Task A_second_attempt_keeps_the_idempotency_key_unless_another_ballot_used_it(int status, bool same)
    {
        Api.Opens("pets");
        Api.OnCast = context => ApiStub.ProblemAsync(context, status, "No.");
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "dogs")));

        Assert.Equal(same, page.Hidden("idempotency-key") == answer.Hidden("idempotency-key"));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(500)]
    public async Task Nothing_but_a_202_is_a_vote(int status)
    {
        Api.Opens("pets");
        Api.OnCast = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new { ballot = Guid.NewGuid(), poll = "pets", status = "accepted" });
        };
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "dogs")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.True(answer.Has("Your vote has not been accepted"));
    }

    [Fact]
    public async Task An_Api_that_does_not_answer_is_a_503_within_five_seconds_that_claims_nothing()
    {
        Api.Opens("pets");
        Api.OnCast = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        var waited = Stopwatch.StartNew();
        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "dogs")));

        Assert.InRange(waited.Elapsed.TotalSeconds, 0, 5);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.NotNull(answer.Response.Headers.RetryAfter);
        Assert.True(answer.Has("Your vote has not been confirmed"));
        Assert.Equal(page.Hidden("idempotency-key"), answer.Hidden("idempotency-key"));
        Assert.Single(Api.Ballots);
    }

    [Fact]
    public async Task An_Api_that_is_slow_with_every_call_is_waited_for_no_longer_than_one_that_does_not_answer()
    {
        Api.Opens("pets");
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");
        Api.OnRead = async context =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3), context.RequestAborted);
            await context.Response.WriteAsync(Api.Polls["pets"].ToJsonString());
        };
        Api.OnCast = context => Task.Delay(Timeout.Infinite, context.RequestAborted);

        var waited = Stopwatch.StartNew();
        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "dogs")));

        Assert.InRange(waited.Elapsed.TotalSeconds, 3, 5);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.True(answer.Has("Your vote has not been confirmed"));
    }

    [Fact]
    public async Task An_Api_that_went_away_keeps_the_filled_in_form_on_a_page_that_can_send_it_again()
    {
        Api.Opens("pets");
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");
        Api.OnRead = context => ApiStub.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "Away.", 5);

        var kept = await SitePage.OfAsync(await page.SendAsync(Browser, ("choice", "dogs")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, kept.Status);
        Assert.True(kept.Has("Your vote has not been accepted"));

        Api.OnRead = null;
        var answer = await kept.SendAsync(Browser);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(page.Hidden("idempotency-key"), Assert.Single(Api.Ballots).Key);
    }

    [Fact]
    public async Task Without_an_Api_every_page_is_a_503_with_words()
    {
        await Api.DisposeAsync();

        foreach (var address in (string[])["/", "/polls/pets", $"/polls/pets/ballots/{Guid.NewGuid()}"])
        {
            var page = await SitePage.OpenAsync(Browser, address);

            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
            Assert.NotNull(page.Response.Headers.RetryAfter);
            Assert.True(page.Has("Voting is not available at this moment"));
        }
    }

    [Theory]
    [InlineData("/nowhere")]
    [InlineData("/polls/ghosts")]
    [InlineData("/polls/NO%20SUCH")]
    [InlineData("/polls/pets/ballots/not-a-ballot")]
    public async Task A_wrong_address_is_a_404_with_a_way_back(string address)
    {
        var page = await SitePage.OpenAsync(Browser, address);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.True(page.Has("There is no such page"));
    }
}
