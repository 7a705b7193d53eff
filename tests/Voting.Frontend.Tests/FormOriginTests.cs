using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

/// <summary>A form counts only where it comes from this site, and that does not depend on which answer came last.</summary>
public sealed class FormOriginTests : SiteTests
{
    [Theory]
    [InlineData("cross-site", "https://evil.example.net")]
    [InlineData("same-site", "https://blog.example.org")]
    [InlineData(null, "https://evil.example.net")]
    [InlineData(null, "null")]
    public async Task A_form_of_another_site_is_refused_and_its_choice_is_not_offered(string? fetchSite, string origin)
    {
        Api.Opens("pets");
        await SitePage.OpenAsync(Browser, "/polls/pets");
        using var attacker = Site.CreateClient();
        var stolen = await SitePage.OpenAsync(attacker, "/polls/pets");

        var answer = await SitePage.OfAsync(await SendAsync(Browser, stolen, fetchSite, origin));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.True(answer.Has("sent by a page of another site"), answer.Html);
        Assert.DoesNotContain("value=\"dogs\" checked", answer.Html, StringComparison.Ordinal);
        Assert.Empty(Api.Ballots);
    }

    [Theory]
    [InlineData("same-origin", "https://vote.example.org")]
    [InlineData(null, "https://vote.example.org")]
    [InlineData(null, null)]
    public async Task A_form_of_this_site_counts_whoever_its_token_is_of(string? fetchSite, string? origin)
    {
        Api.Opens("pets");
        await SitePage.OpenAsync(Browser, "/polls/pets");
        using var other = Site.CreateClient();

        var answer = await SendAsync(Browser, await SitePage.OpenAsync(other, "/polls/pets"), fetchSite, origin);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Fact]
    public async Task Behind_a_proxy_that_changes_the_host_the_token_of_the_form_is_proof_enough()
    {
        Api.Opens("pets");
        using var proxied = Site.CreateClient(new WebApplicationFactoryClientOptions { BaseAddress = new("http://frontend:8080"), AllowAutoRedirect = false });

        var answer = await SendAsync(proxied, await SitePage.OpenAsync(proxied, "/polls/pets"), null, "http://10.0.0.5");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient browser, SitePage page, string? fetchSite, string? origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/polls/pets/ballots")
        {
            Content = new FormUrlEncodedContent([new("form-token", page.Hidden("form-token")), new("idempotency-key", page.Hidden("idempotency-key")), new("choice", "dogs")]),
        };
        if (fetchSite is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        return browser.SendAsync(request);
    }
}
