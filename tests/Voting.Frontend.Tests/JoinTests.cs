using System.Net;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

/// <summary>A code leads to its ballot, however it was typed; what is none says so beside the field.</summary>
public sealed class JoinTests : SiteTests
{
    [Theory]
    [InlineData("/j/K7M4QX")]
    [InlineData("/j/k7m4qx")]
    [InlineData("/j?code=k7m+4qx")]
    [InlineData("/j?code=K7M-4QX")]
    public async Task A_code_leads_to_the_ballot(string address)
    {
        Api.Opens("pets", change: poll => poll["joinCode"] = "K7M4QX");

        var answer = await Browser.GetAsync(address);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/polls/pets", answer.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("/j/AAAAAA", 404, "No poll has this code.")]
    [InlineData("/j?code=10OIL1", 404, "A code has 6 letters and digits.")]
    [InlineData("/j?code=", 400, "Enter the code.")]
    public async Task What_is_no_code_is_said_beside_the_field_and_kept(string address, int status, string words)
    {
        var page = await SitePage.OpenAsync(Browser, address);

        Assert.Equal((HttpStatusCode)status, page.Status);
        Assert.True(page.Has(words), page.Html);
        Assert.Contains("aria-invalid=\"true\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_join_screen_shows_question_address_code_and_a_qr_code_as_long_as_there_is_something_to_join()
    {
        Api.Opens("pets", change: poll => poll["joinCode"] = "K7M4QX");

        var page = await SitePage.OpenAsync(Browser, "/join/k7m4qx");

        Assert.True(page.Has("Cats or dogs?"), page.Html);
        Assert.Contains("K7M4QX", page.Html, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"QR code of the ballot\"", page.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await SitePage.OpenAsync(Browser, "/join/AAAAAA")).Status);
    }

    [Fact]
    public async Task The_front_page_lists_polls_and_asks_for_a_code()
    {
        Api.Opens("pets");
        Api.Opens("food");

        var page = await SitePage.OpenAsync(Browser, "/");

        Assert.True(page.Has("Open polls"));
        Assert.True(page.Has("Join code"));
        Assert.Contains("href=\"/host\"", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_description_keeps_its_lines_and_its_addresses_become_links_and_nothing_else_does()
    {
        Api.Opens("pets", change: poll => poll["description"] = "Read <b>this</b>:\nhttps://example.org/a?b=1. javascript:alert(1)");

        var page = await SitePage.OpenAsync(Browser, "/polls/pets");

        Assert.Contains("<a href=\"https://example.org/a?b=1\" rel=\"nofollow noopener noreferrer\">https://example.org/a?b=1</a>", page.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;this&lt;/b&gt;", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"javascript", page.Html, StringComparison.Ordinal);
    }
}
