using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Contracts.Polls;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests;

/// <summary>The ballot of a poll with voting codes: the code is the voter, whoever sits at the browser.</summary>
[Collection(InBrowser.Name)]
public sealed class VotingCodeTests(Browser browser) : IAsyncLifetime
{
    private readonly string _first = VotingCode.Written(VotingCode.Create());
    private readonly string _second = VotingCode.Written(VotingCode.Create());
    private ApiStub _api = null!;
    private FrontendSite _site = null!;
    private string _address = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiStub.StartAsync();
        _api.Opens("club", change: poll => (poll["voters"], poll["allowChange"]) = ("codes", false));
        _site = FrontendSite.Before(_api);
        _address = $"{_site.Serve()}/polls/club";
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task Two_people_vote_one_after_the_other_at_one_browser_and_see_nothing_of_each_other()
    {
        await browser.Chromium.VisitAsync(nameof(Two_people_vote_one_after_the_other_at_one_browser_and_see_nothing_of_each_other), async page =>
        {
            foreach (var (code, choice) in ((string, string)[])[(_first, "Cats"), (_second, "Fish")])
            {
                await page.GotoAsync(_address);
                await Expect(page.GetByLabel("Voting code")).ToHaveValueAsync("");
                await Expect(page.GetByText("Your vote:")).ToHaveCountAsync(0);
                await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Cats" })).Not.ToBeCheckedAsync();
                Assert.Empty(await page.ViolationsAsync());
                await page.GetByLabel("Voting code").FillAsync(code);
                await page.GetByRole(AriaRole.Radio, new() { Name = choice }).CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your vote is in");
            }
        });
        Assert.Equal([_first, _second], _api.Ballots.Select(ballot => (string)ballot.Body["code"]!));
        Assert.All(_api.Ballots, ballot => Assert.False(ballot.Body.ContainsKey("voter")));
    }

    [Fact]
    public async Task A_mistyped_code_is_told_beside_its_field_before_anything_is_sent_and_what_was_typed_stays()
    {
        await browser.Chromium.VisitAsync(
            nameof(A_mistyped_code_is_told_beside_its_field_before_anything_is_sent_and_what_was_typed_stays),
            async page =>
            {
                await page.GotoAsync(_address);
                await page.GetByLabel("Voting code").FillAsync("7K3M-9XQA");
                await page.GetByRole(AriaRole.Radio, new() { Name = "Dogs" }).CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();

                await Expect(page.GetByLabel("Voting code")).ToHaveAttributeAsync("aria-invalid", "true");
                await Expect(page.GetByLabel("Voting code")).ToHaveValueAsync("7K3M-9XQA");
                await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Dogs" })).ToBeCheckedAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "A character of this code" }).ClickAsync();
                await Expect(page.GetByLabel("Voting code")).ToBeFocusedAsync();
            },
            new() { JavaScriptEnabled = false },
            "400");
        Assert.Empty(_api.Ballots);
    }

    [Theory]
    [InlineData(403, "code_unknown", "This poll has no such voting code.")]
    [InlineData(409, "already_voted", "This voting code was used already.")]
    public async Task What_the_API_refuses_about_the_code_stands_beside_its_field_and_everything_is_kept(int status, string code, string reason)
    {
        _api.OnCast = context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsJsonAsync(new { title = "Problem", status, detail = reason, code }, (System.Text.Json.JsonSerializerOptions?)null, "application/problem+json");
        };
        using var http = _site.CreateClient();
        var ballot = await SitePage.OpenAsync(http, "/polls/club");

        var refused = await SitePage.OfAsync(await ballot.SendAsync(http, ("voting-code", _first), ("choice", "dogs")));

        Assert.Equal(status, (int)refused.Status);
        Assert.True(refused.Has($"""<p class="error" id="voting-code-error">{reason}</p>"""), refused.Html);
        Assert.True(refused.Has($"value=\"{_first}\"") && refused.Has("Cast vote"));
        Assert.Contains("checked", refused.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_of_a_card_fills_the_code_in_and_the_code_leaves_the_address_and_reaches_no_server()
    {
        await browser.Chromium.VisitAsync(nameof(The_link_of_a_card_fills_the_code_in_and_the_code_leaves_the_address_and_reaches_no_server), async page =>
        {
            await page.GotoAsync($"{_address}#code={_first}");

            await Expect(page.GetByLabel("Voting code")).ToHaveValueAsync(_first);
            Assert.Equal(_address, page.Url);
        });
    }
}
