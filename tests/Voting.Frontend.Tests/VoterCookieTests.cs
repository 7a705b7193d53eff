using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class VoterCookieTests : SiteTests
{
    private const string Voter = "__Host-voter-";

    [Fact]
    public async Task The_voter_is_a_signed_cookie_that_scripts_and_other_sites_do_not_get()
    {
        Api.Opens("pets");

        var cookie = Assert.Single((await SitePage.OpenAsync(Browser, "/polls/pets")).Cookies(Voter));

        Assert.Contains("; path=/;", cookie, StringComparison.Ordinal);
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
        Assert.Contains("; max-age=31536000", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("domain", cookie, StringComparison.Ordinal);
        Assert.Empty((await SitePage.OpenAsync(Browser, "/polls/pets")).Cookies(Voter));
    }

    [Fact]
    public async Task Over_plain_http_the_cookie_still_works()
    {
        Api.Opens("pets");
        using var plain = Site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new("http://localhost"), AllowAutoRedirect = false });

        var page = await SitePage.OpenAsync(plain, "/polls/pets");

        Assert.DoesNotContain("; secure", Assert.Single(page.Cookies("voter-")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await page.SendAsync(plain, ("choice", "cats"))).StatusCode);
    }

    [Fact]
    public async Task What_the_api_learns_of_a_voter_is_a_long_random_number()
    {
        Api.Opens("pets");
        using var other = Site.CreateClient();

        await (await SitePage.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "cats"));
        await (await SitePage.OpenAsync(other, "/polls/pets")).SendAsync(other, ("choice", "cats"));

        Assert.All(Api.Ballots, ballot => Assert.Matches("^[A-Za-z0-9_-]{22,64}$", ballot.Voter));
        Assert.Equal(2, Api.Ballots.Select(ballot => ballot.Voter).Distinct().Count());
    }

    [Fact]
    public async Task The_cookie_that_arrived_first_is_the_voter_whatever_arrives_later()
    {
        Api.Opens("pets");
        using var stateless = Site.CreateClient(WithoutCookies());
        var pages = new List<SitePage>();
        for (var i = 0; i < 3; i++)
        {
            pages.Add(await SitePage.OpenAsync(stateless, "/polls/pets"));
        }

        var cookies = pages.Select(page => Assert.Single(page.Cookies(Voter)).Split(';')[0]).ToArray();

        // The jar grows by answers in any order; the form that is sent was shown with any of them.
        int[][] orders = [[0, 1, 2], [2, 0, 1], [1, 2, 0]];
        foreach (var order in orders)
        {
            for (var arrived = 1; arrived <= 3; arrived++)
            {
                await SendAsync(stateless, pages[order[arrived - 1]], order.Take(arrived).Select(i => cookies[i]));
            }
        }

        var voters = Api.Ballots.Select(ballot => ballot.Voter).Chunk(3).ToArray();
        Assert.All(voters, ofOneOrder => Assert.Single(ofOneOrder.Distinct()));
        Assert.Equal(3, voters.SelectMany(ofOneOrder => ofOneOrder).Distinct().Count());
    }

    [Fact]
    public async Task Very_many_cookies_are_reduced_to_the_first_ones()
    {
        Api.Opens("pets");
        using var stateless = Site.CreateClient(WithoutCookies());
        var cookies = new List<string>();
        for (var i = 0; i < 12; i++)
        {
            cookies.Add((await SitePage.OpenAsync(stateless, "/polls/pets")).Cookies(Voter).Single().Split(';')[0]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Add("Cookie", string.Join("; ", cookies));

        using var answer = await stateless.SendAsync(request);

        var removed = answer.Headers.GetValues("Set-Cookie").Where(cookie => cookie.Contains("1970", StringComparison.Ordinal)).Select(cookie => cookie.Split('=')[0]);
        Assert.Equal(cookies.Skip(8).Select(cookie => cookie.Split('=')[0]), removed);
    }

    [Fact]
    public async Task A_tampered_cookie_starts_a_new_voter()
    {
        Api.Opens("pets");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Add("Cookie", $"{Voter}00000000=CfDJ8tampered");

        var page = await SitePage.OfAsync(await Browser.SendAsync(request));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Single(page.Cookies(Voter));
    }

    [Fact]
    public async Task A_browser_that_keeps_no_cookies_is_told_so_and_its_choice_is_kept()
    {
        Api.Opens("pets");
        using var forgetful = Site.CreateClient(WithoutCookies());

        var page = await SitePage.OpenAsync(forgetful, "/polls/pets");
        var answer = await SitePage.OfAsync(await page.SendAsync(forgetful, ("choice", "cats")));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("Your vote has not been accepted"));
        Assert.True(answer.Has("allow cookies for this site"));
        Assert.Contains("value=\"cats\" checked", answer.Html, StringComparison.Ordinal);
        Assert.Empty(Api.Ballots);
    }

    [Fact]
    public async Task The_newest_ballot_is_remembered_also_where_an_older_answer_arrives_after_it()
    {
        Api.Opens("pets");
        using var stateless = Site.CreateClient(WithoutCookies());
        var page = await SitePage.OpenAsync(stateless, "/polls/pets");
        var voter = Assert.Single(page.Cookies(Voter)).Split(';')[0];
        var older = BallotOf(await SitePage.OfAsync(await SendAsync(stateless, page, [voter], "cats")));
        await Task.Delay(5); // two moments, also for a coarse clock
        var newer = BallotOf(await SitePage.OfAsync(await SendAsync(stateless, page, [voter], "dogs")));

        foreach (var jar in (string[][])[[voter, older, newer], [voter, newer, older]])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
            request.Headers.Add("Cookie", string.Join("; ", jar));
            var shown = await SitePage.OfAsync(await stateless.SendAsync(request));
            Assert.Contains("Your vote: <strong><bdi>Dogs</bdi></strong>", shown.Html, StringComparison.Ordinal);
        }

        static string BallotOf(SitePage answer) => Assert.Single(answer.Cookies("__Secure-ballot-")).Split(';')[0];
    }

    [Fact]
    public async Task Another_voter_on_the_same_browser_does_not_see_the_first_ones_choice()
    {
        Api.Opens("pets");
        var voted = await SitePage.OfAsync(await (await SitePage.OpenAsync(Browser, "/polls/pets")).SendAsync(Browser, ("choice", "cats")));
        var ballot = Assert.Single(voted.Cookies("__Secure-ballot-")).Split(';')[0];
        using var other = Site.CreateClient(WithoutCookies());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.Add("Cookie", ballot);

        var page = await SitePage.OfAsync(await other.SendAsync(request));

        Assert.False(page.Has("Your vote: "));
    }

    private WebApplicationFactoryClientOptions WithoutCookies() =>
        new() { BaseAddress = Site.ClientOptions.BaseAddress, HandleCookies = false, AllowAutoRedirect = false };

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, SitePage page, IEnumerable<string> cookies, string choice = "cats")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/polls/pets/ballots")
        {
            Content = new FormUrlEncodedContent([new("form-token", page.Hidden("form-token")), new("idempotency-key", $"{Guid.NewGuid():N}"), new("choice", choice)]),
        };
        request.Headers.Add("Cookie", string.Join("; ", cookies));
        var answer = await browser.SendAsync(request);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return answer;
    }
}
