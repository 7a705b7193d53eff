using System.Net;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class DoorTests : SiteTests
{
    [Theory]
    [InlineData("/polls/pets")]
    [InlineData("/nowhere")]
    [InlineData("/app.css")]
    public async Task Every_answer_carries_the_security_headers(string address)
    {
        Api.Opens("pets");

        var response = await Browser.GetAsync(address);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task A_page_about_a_voter_is_kept_by_no_cache()
    {
        Api.Opens("pets");

        Assert.True((await Browser.GetAsync("/polls/pets")).Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Nothing_of_a_page_comes_from_elsewhere_and_nothing_is_inline()
    {
        Api.Opens("pets");

        var paper = await BallotPaper.OpenAsync(Browser, "/polls/pets");

        Assert.DoesNotMatch("""(src|href)="(https?:)?//(?!results\.example\.org)""", paper.Html);
        Assert.DoesNotMatch("""<style| style=| on\w+=|<script>""", paper.Html);
    }

    [Fact]
    public async Task A_form_with_thousands_of_fields_is_refused_with_words()
    {
        Api.Opens("pets");
        var fields = Enumerable.Range(0, 2_000).Select(i => KeyValuePair.Create($"f{i}", "x"));

        var answer = await BallotPaper.OfAsync(await Browser.PostAsync("/polls/pets/ballots", new FormUrlEncodedContent(fields)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("it has not been accepted"));
        Assert.Empty(Api.Ballots);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/ready")]
    public async Task The_site_is_ready_without_an_Api_because_its_pages_can_say_so(string probe)
    {
        await Api.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, (await Browser.GetAsync(probe)).StatusCode);
    }
}
