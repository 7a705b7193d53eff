using System.Net;
using System.Text.RegularExpressions;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed partial class HttpPipelineTests : SiteTests
{
    [Theory]
    [InlineData("/polls/pets")]
    [InlineData("/nowhere")]
    [InlineData("/_content/Voting.Web/app.css")]
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

        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        Assert.DoesNotMatch("""(src|href)="(https?:)?//(?!results\.example\.org)""", page.Html);
        Assert.DoesNotMatch("""<style| style=| on\w+=|<script>""", page.Html);
    }

    [Fact]
    public async Task A_form_with_thousands_of_fields_is_refused_with_words()
    {
        Api.Opens("pets");
        var fields = Enumerable.Range(0, 2_000).Select(i => KeyValuePair.Create($"f{i}", "x"));

        var answer = await SitePage.OfAsync(await Browser.PostAsync("/polls/pets/ballots", new FormUrlEncodedContent(fields)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("it has not been accepted"));
        Assert.True(answer.Response.Headers.Contains("Content-Security-Policy"), "An exception handler clears headers; these stay.");
        Assert.Empty(Api.Ballots);
    }

    [Fact]
    public async Task Files_carry_a_fingerprint_and_are_kept_for_good()
    {
        Api.Opens("pets");
        var page = await SitePage.OpenAsync(Browser, "/polls/pets");
        var files = FileAddress().Matches(page.Html).Select(file => file.Groups["address"].Value).ToArray();

        Assert.Equal(7, files.Length); // an icon, three style sheets, three scripts
        foreach (var file in files)
        {
            Assert.Matches(@"\.[a-z0-9]{10}\.(css|js|svg)$", file);
            using var answer = await Browser.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("immutable", answer.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(files, FileAddress().Matches((await SitePage.OpenAsync(Browser, "/nowhere")).Html).Select(file => file.Groups["address"].Value));
    }

    [Theory]
    [InlineData("/_content/Voting.Web/app.0123456789.css", "text/css", HttpStatusCode.OK)]
    [InlineData("/ballot.0123456789.js", "text/javascript", HttpStatusCode.OK)]
    [InlineData("/ghost.0123456789.js", "text/html", HttpStatusCode.NotFound)]
    public async Task A_page_of_another_version_gets_the_files_of_this_one(string address, string type, HttpStatusCode status)
    {
        using var answer = await Browser.GetAsync(address);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.CacheControl?.Extensions.Any(extension => extension.Name == "immutable"));
    }

    [Theory]
    [InlineData("/polls/pets")]
    [InlineData("/nowhere")]
    public async Task Pages_are_compressed(string address)
    {
        Api.Opens("pets");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "br");

        using var answer = await Browser.SendAsync(request);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
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

    [GeneratedRegex("""<(link|script)[^>]* (href|src)="(?<address>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FileAddress();
}
