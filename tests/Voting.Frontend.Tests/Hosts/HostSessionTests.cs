using System.Net;
using Microsoft.AspNetCore.Http;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests.Hosts;

/// <summary>Who may use the console, what the browser keeps for it, and what a form of another site gets.</summary>
public sealed class HostSessionTests : SiteTests
{
    [Fact]
    public async Task Without_a_key_the_console_asks_for_one_and_shows_no_poll()
    {
        Api.Opens("pets");

        var page = await SitePage.OpenAsync(Browser, "/host");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.True(page.Has("Administrator key"));
        Assert.False(page.Has("Cats or dogs?"));
        Assert.Equal("/host", (await Browser.GetAsync("/host/new")).Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_wrong_key_is_refused_beside_its_field_and_not_repeated()
    {
        var page = await SitePage.OpenAsync(Browser, "/host");

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("key", "a-wrong-key")));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.True(answer.Has("This is not the administrator key."));
        Assert.DoesNotContain("a-wrong-key", answer.Html, StringComparison.Ordinal);
        Assert.Empty(answer.Cookies("__Secure-administrator"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a\nheader: injected")]
    public async Task What_no_header_can_carry_is_no_key(string key)
    {
        var page = await SitePage.OpenAsync(Browser, "/host");

        Assert.Equal(HttpStatusCode.BadRequest, (await page.SendAsync(Browser, ("key", key))).StatusCode);
    }

    [Fact]
    public async Task The_right_key_is_kept_sealed_for_the_console_alone_until_sign_out()
    {
        Api.Opens("pets");
        var answer = await SitePage.OfAsync(await SignInAsync());

        var cookie = Assert.Single(answer.Cookies("__Secure-administrator"));
        Assert.DoesNotContain(HostingStub.AdministratorKey, cookie, StringComparison.Ordinal);
        foreach (var attribute in (string[])["path=/host", "secure", "samesite=strict", "httponly", "max-age=43200"])
        {
            Assert.Contains(attribute, cookie, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True((await SitePage.OpenAsync(Browser, "/host")).Has("Cats or dogs?"));

        var confirm = await SitePage.OpenAsync(Browser, "/host/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, (await confirm.SendAsync(Browser)).StatusCode);
        Assert.False((await SitePage.OpenAsync(Browser, "/host")).Has("Cats or dogs?"));
    }

    [Fact]
    public async Task A_forged_session_is_none()
    {
        Browser.DefaultRequestHeaders.Add("Cookie", $"__Secure-administrator={HostingStub.AdministratorKey}");

        Assert.True((await SitePage.OpenAsync(Browser, "/host")).Has("Sign in to host polls"));
    }

    [Theory]
    [InlineData("/host/new")]
    [InlineData("/host/sign-in")]
    [InlineData("/host/sign-out")]
    [InlineData("/host/open")]
    [InlineData("/host/polls/pets/edit")]
    [InlineData("/host/polls/pets/open")]
    [InlineData("/host/polls/pets/close")]
    [InlineData("/host/polls/pets/closing-time")]
    [InlineData("/host/polls/pets/duplicate")]
    [InlineData("/host/polls/pets/archive")]
    [InlineData("/host/polls/pets/delete")]
    public async Task A_form_of_another_site_does_nothing_at_any_address(string address)
    {
        Api.Opens("pets");
        await SignInAsync();
        var changed = false;
        Api.Hosting.OnChange = context =>
        {
            changed = true;
            return ApiStub.ProblemAsync(context, StatusCodes.Status500InternalServerError, "No.");
        };
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("key", HostingStub.AdministratorKey), new("question", "Mine?"), new("action", "open")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Origin", "https://evil.example.net");

        var answer = await SitePage.OfAsync(await Browser.SendAsync(request));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.True(answer.Has("Nothing was changed"), answer.Html);
        Assert.Empty(answer.Cookies("__Secure-administrator"));
        Assert.False(changed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/edit")]
    [InlineData("/preview")]
    [InlineData("/close")]
    [InlineData("/delete")]
    public async Task Without_its_key_no_page_of_a_poll_is_shown(string part)
    {
        Api.Opens("pets");

        var answer = await Browser.GetAsync($"/host/polls/pets{part}");

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("/host/open?poll=pets", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_host_key_opens_its_poll_and_no_other()
    {
        Api.Opens("pets");
        Api.Opens("food");
        Api.Hosting.HostKeys["pets"] = "host_of-the-pets";
        var page = await SitePage.OpenAsync(Browser, "/host/open?poll=food");
        Assert.Equal(HttpStatusCode.Forbidden, (await page.SendAsync(Browser, ("poll", "food"), ("key", "host_of-the-pets"))).StatusCode);

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, ("poll", "pets"), ("key", "host_of-the-pets")));

        Assert.Equal("/host/polls/pets", answer.Response.Headers.Location?.ToString());
        Assert.DoesNotContain("host_of-the-pets", string.Concat(answer.Cookies("__Secure-host-pets")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Browser.GetAsync("/host/polls/pets")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Browser.GetAsync("/host/polls/food")).StatusCode);
        var list = await SitePage.OpenAsync(Browser, "/host");
        Assert.Contains("/host/polls/pets", list.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("/host/polls/food", list.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_replaced_is_asked_for_again()
    {
        Api.Opens("pets");
        Api.Hosting.HostKeys["pets"] = "host_first";
        var page = await SitePage.OpenAsync(Browser, "/host/open?poll=pets");
        await page.SendAsync(Browser, ("poll", "pets"), ("key", "host_first"));

        Api.Hosting.HostKeys["pets"] = "host_second";

        Assert.Equal("/host/open?poll=pets", (await Browser.GetAsync("/host/polls/pets")).Headers.Location?.ToString());
    }

    private async Task<HttpResponseMessage> SignInAsync() =>
        await (await SitePage.OpenAsync(Browser, "/host")).SendAsync(Browser, ("key", HostingStub.AdministratorKey));
}
