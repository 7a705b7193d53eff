using System.Net;
using Microsoft.AspNetCore.Http;
using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests.Hosts;

/// <summary>Whatever becomes of a form, its page says it, and what was typed stays.</summary>
public sealed class HostFormTests : SiteTests
{
    private static readonly (string, string)[] _filled = [("question", "Where do we eat?"), ("options", "Thai\nPizza"), ("kind", "score"), ("max-score", "7"), ("visibility", "host-only"), ("zone", "Europe/Berlin")];

    [Fact]
    public async Task What_only_the_API_finds_wrong_stands_beside_its_field()
    {
        var page = await NewPollAsync();
        Api.Hosting.OnChange = context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.WriteAsJsonAsync(new { status = 400, code = "invalid_poll", errors = new Dictionary<string, string[]> { ["closesAt"] = ["A poll closes in the future."], ["options[1].label"] = ["It looks the same as options[0]."] } });
        };

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, _filled));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("id=\"closes-at-error\">A poll closes in the future."), answer.Html);
        Assert.True(answer.Has("id=\"options-error\">Line 2: It looks the same as line 1."), answer.Html);
        AssertKept(answer);
    }

    [Theory]
    [InlineData(503, "The voting service cannot be reached")]
    [InlineData(429, "Too many polls")]
    public async Task A_refusal_keeps_everything_that_was_typed(int status, string words)
    {
        var page = await NewPollAsync();
        Api.Hosting.OnChange = context => ApiStub.ProblemAsync(context, status, "Too many polls came from this address.", 7);

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, _filled));

        Assert.Equal((HttpStatusCode)status, answer.Status);
        Assert.True(answer.Has("The poll has not been saved"), answer.Html);
        Assert.True(answer.Has(words), answer.Html);
        Assert.Equal("7", answer.Response.Headers.RetryAfter?.ToString());
        AssertKept(answer);
    }

    [Fact]
    public async Task The_same_form_sent_twice_by_the_administrator_names_one_poll()
    {
        var page = await NewPollAsync();

        var first = await page.SendAsync(Browser, _filled);
        var second = await page.SendAsync(Browser, _filled);

        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Single(Api.Polls);
    }

    [Fact]
    public async Task A_change_by_somebody_else_meanwhile_is_said_and_nothing_is_overwritten()
    {
        await SignInAsync();
        Api.Opens("pets", change: poll => poll["state"] = "draft");
        var page = await SitePage.OpenAsync(Browser, "/host/polls/pets/edit");
        Api.Polls["pets"]["version"] = 2;

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, _filled));

        Assert.Equal(HttpStatusCode.PreconditionFailed, answer.Status);
        Assert.True(answer.Has("Somebody else has changed the poll"), answer.Html);
        Assert.Equal("Cats or dogs?", (string?)Api.Polls["pets"]["question"]);
        AssertKept(answer);
    }

    [Fact]
    public async Task A_scheduled_poll_does_not_open_because_its_time_was_emptied()
    {
        await SignInAsync();
        Api.Opens("pets", change: poll => (poll["state"], poll["opensAt"]) = ("scheduled", "2099-01-01T08:00:00Z"));
        var page = await SitePage.OpenAsync(Browser, "/host/polls/pets/edit");
        Assert.Contains("value=\"2099-01-01T08:00\"", page.Html, StringComparison.Ordinal);

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser, _filled));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.True(answer.Has("Enter when the poll opens."), answer.Html);
        Assert.Equal("scheduled", (string?)Api.Polls["pets"]["state"]);
    }

    [Fact]
    public async Task A_hundred_long_options_in_any_script_are_not_too_much_to_send()
    {
        await using var site = FrontendSite.ForAnyone(Api);
        using var browser = new HttpClient { BaseAddress = new(site.Serve()) };
        var page = await SitePage.OpenAsync(browser, "/host/new");
        var options = string.Join('\n', Enumerable.Range(100, 100).Select(number => $"{new string('\u0915', 290)} {number}"));

        var answer = await SitePage.OfAsync(await page.SendAsync(browser, ("question", "Which?"), ("options", options), ("kind", "single"), ("visibility", "live"), ("zone", "UTC")));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.True(answer.Has("Only you see it."), answer.Html);
        Assert.Equal(100, Assert.Single(Api.Polls).Value["options"]!.AsArray().Count);
    }

    [Fact]
    public async Task An_action_that_is_refused_shows_the_poll_as_it_is_and_the_reason()
    {
        await SignInAsync();
        Api.Opens("pets");
        var page = await SitePage.OpenAsync(Browser, "/host/polls/pets/close");
        Api.Hosting.OnChange = context => ApiStub.ProblemAsync(context, StatusCodes.Status409Conflict, "The poll is a draft.");

        var answer = await SitePage.OfAsync(await page.SendAsync(Browser));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        Assert.True(answer.Has("The poll is a draft."), answer.Html);
        Assert.True(answer.Has("Cats or dogs?"), answer.Html);
    }

    private async Task<SitePage> NewPollAsync()
    {
        await SignInAsync();
        return await SitePage.OpenAsync(Browser, "/host/new");
    }

    private async Task SignInAsync() => await (await SitePage.OpenAsync(Browser, "/host")).SendAsync(Browser, ("key", HostingStub.AdministratorKey));

    private static void AssertKept(SitePage page)
    {
        foreach (var kept in (string[])["value=\"Where do we eat?\"", "Thai\nPizza</textarea>", "value=\"score\" id=\"kind\" checked", "value=\"7\"", "value=\"host-only\" id=\"visibility\"", "<option value=\"Europe/Berlin\" selected"])
        {
            Assert.True(page.Has(kept), $"{kept}\n{page.Html}");
        }
    }
}
