using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class VoterCookieTests : SiteTests
{
    [Fact]
    public async Task The_voter_is_a_signed_cookie_that_scripts_and_other_sites_do_not_get()
    {
        Api.Opens("pets");

        var cookie = Assert.Single((await BallotPaper.OpenAsync(Browser, "/polls/pets")).Cookies("voter"));

        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("; max-age=31536000", cookie, StringComparison.Ordinal);
        Assert.Empty((await BallotPaper.OpenAsync(Browser, "/polls/pets")).Cookies("voter"));
    }

    [Fact]
    public async Task Over_plain_http_the_cookie_still_works()
    {
        Api.Opens("pets");
        using var plain = Site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new("http://localhost"), AllowAutoRedirect = false });

        var paper = await BallotPaper.OpenAsync(plain, "/polls/pets");

        Assert.DoesNotContain("; secure", Assert.Single(paper.Cookies("voter")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await paper.SendAsync(plain, ("choice", "cats"))).StatusCode);
    }

    [Fact]
    public async Task What_Api_learns_of_a_voter_is_a_long_random_number()
    {
        Api.Opens("pets");
        using var other = Site.CreateClient();
        await (await BallotPaper.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "cats"));
        await (await BallotPaper.OpenAsync(other, "/polls/pets")).SendAsync(other, ("choice", "cats"));

        Assert.All(Api.Ballots, ballot => Assert.Matches("^[A-Za-z0-9_-]{22,64}$", ballot.Voter));
        Assert.Equal(2, Api.Ballots.Select(ballot => ballot.Voter).Distinct().Count());
    }

    [Fact]
    public async Task A_tampered_cookie_starts_a_new_voter()
    {
        Api.Opens("pets");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Add("Cookie", "voter=CfDJ8tampered");

        var paper = await BallotPaper.OfAsync(await Browser.SendAsync(request));

        Assert.Equal(HttpStatusCode.OK, paper.Status);
        Assert.Single(paper.Cookies("voter"));
    }

    [Fact]
    public async Task A_browser_that_keeps_no_cookies_gets_an_explanation()
    {
        Api.Opens("pets");
        using var forgetful = Site.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false, AllowAutoRedirect = false });
        var paper = await BallotPaper.OpenAsync(forgetful, "/polls/pets");

        var answer = await BallotPaper.OfAsync(await paper.SendAsync(forgetful, ("choice", "cats")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("Your vote has not been accepted"));
        Assert.True(answer.Has("Allow cookies for this site"));
        Assert.Empty(Api.Ballots);
    }

    [Fact]
    public async Task A_form_without_its_antiforgery_token_is_refused_and_a_new_one_offered()
    {
        Api.Opens("pets");
        await BallotPaper.OpenAsync(Browser, "/polls/pets");

        var answer = await BallotPaper.OfAsync(
            await Browser.PostAsync("/polls/pets/ballots", new FormUrlEncodedContent([KeyValuePair.Create("choice", "cats")])));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("too old to be used"));
        Assert.Empty(Api.Ballots);
        Assert.Equal(HttpStatusCode.SeeOther, (await answer.SendAsync(Browser, ("choice", "cats"))).StatusCode);
    }

    [Fact]
    public async Task Another_voter_on_the_same_browser_does_not_see_the_first_ones_choice()
    {
        Api.Opens("pets");
        var voted = await BallotPaper.OfAsync(await (await BallotPaper.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "cats")));
        var ballot = Assert.Single(voted.Cookies("ballot")).Split(';')[0];
        using var other = Site.CreateClient(new WebApplicationFactoryClientOptions { HandleCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Add("Cookie", ballot);

        var paper = await BallotPaper.OfAsync(await other.SendAsync(request));

        Assert.False(paper.Has("Your vote: "));
    }
}
