using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

public sealed class KeyRotationTests : SiteTests
{
    [Fact]
    public async Task A_browser_that_got_its_cookie_before_the_session_key_was_replaced_is_the_same_voter_afterwards()
    {
        Api.Opens("pets");
        var cookies = await CookiesAsync(Site, "");
        await using var rotated = Site.WithWebHostBuilder(builder => builder.UseSetting("Session:Keys:0", "the session key of next year").UseSetting("Session:Keys:1", "a session key for tests only"));
        await using var forgetful = Site.WithWebHostBuilder(builder => builder.UseSetting("Session:Keys:0", "a key that never was before"));

        Assert.Contains(cookies, IsVoter);
        Assert.DoesNotContain(await CookiesAsync(rotated, string.Join("; ", cookies)), IsVoter);
        Assert.Contains(await CookiesAsync(forgetful, string.Join("; ", cookies)), IsVoter);
    }

    private static bool IsVoter(string cookie) => cookie.Contains("voter", StringComparison.Ordinal);

    private static async Task<string[]> CookiesAsync(WebApplicationFactory<Program> site, string cookies)
    {
        using var browser = site.CreateClient(new() { HandleCookies = false, BaseAddress = new("https://vote.example.org"), AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/polls/pets");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        using var response = await browser.SendAsync(request);
        return response.Headers.TryGetValues("Set-Cookie", out var given) ? [.. given.Select(cookie => cookie.Split(';')[0])] : [];
    }
}
