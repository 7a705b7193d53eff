using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests;

/// <summary>The ballot paper in a real browser, as people with and without a mouse, sight or scripts use it.</summary>
[Collection(InBrowser.Name)]
public sealed class BrowserTests(Browser browser) : IAsyncLifetime
{
    private ApiStub _api = null!;
    private FrontendSite _site = null!;
    private string _address = null!;

    public async ValueTask InitializeAsync()
    {
        _api = await ApiStub.StartAsync();
        _site = FrontendSite.Before(_api);
        _address = _site.Serve();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_vote_is_cast_with_the_keyboard_alone()
    {
        _api.Opens("pets");
        await browser.Chromium.VisitAsync(nameof(A_vote_is_cast_with_the_keyboard_alone), async page =>
        {
            await page.GotoAsync(_address);
            await page.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).FocusAsync();
            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Dogs" })).ToBeCheckedAsync();
            await page.Keyboard.PressAsync("Enter");

            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your vote is in");
            await Expect(page.GetByText("Dogs", new() { Exact = true })).ToBeVisibleAsync();
        });
        Assert.Equal("""["dogs"]""", Assert.Single(_api.Ballots).Body["choices"]!.ToJsonString());
    }

    [Fact]
    public async Task A_vote_is_cast_and_changed_without_scripts()
    {
        _api.Opens("pets");
        await browser.Chromium.VisitAsync(
            nameof(A_vote_is_cast_and_changed_without_scripts),
            async page =>
            {
                await page.GotoAsync(_address);
                await page.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "Change your vote" }).ClickAsync();

                await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Cats" })).ToBeCheckedAsync();
                await page.GetByRole(AriaRole.Radio, new() { Name = "Fish" }).CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Change vote" }).ClickAsync();
                await Expect(page.GetByText("Fish", new() { Exact = true })).ToBeVisibleAsync();
            },
            new() { JavaScriptEnabled = false });
        Assert.Equal(2, _api.Ballots.Count);
    }

    [Fact]
    public async Task A_double_click_is_one_ballot()
    {
        _api.Opens("pets");
        await browser.Chromium.VisitAsync(nameof(A_double_click_is_one_ballot), async page =>
        {
            await page.GotoAsync(_address);
            await page.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).DblClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your vote is in");
        });
        Assert.Single(_api.Ballots.Select(ballot => ballot.Key).Distinct());
    }

    [Fact]
    public async Task A_refusal_takes_the_focus_and_keeps_the_choice()
    {
        _api.Opens("pets");
        _api.OnCast = context => ApiStub.ProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "No.", 5);
        await browser.Chromium.VisitAsync(
            nameof(A_refusal_takes_the_focus_and_keeps_the_choice),
            async page =>
            {
                await page.GotoAsync(_address);
                await page.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();

                await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "Your vote has not been accepted" })).ToBeFocusedAsync();
                await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Cats" })).ToBeCheckedAsync();
                await Expect(page).ToHaveTitleAsync("Not accepted: Cats or dogs?");
            },
            null,
            "503");
    }

    [Fact]
    public async Task A_receipt_follows_its_ballot_until_it_is_counted()
    {
        _api.Opens("pets");
        await browser.Chromium.VisitAsync(nameof(A_receipt_follows_its_ballot_until_it_is_counted), async page =>
        {
            var ballot = Guid.CreateVersion7();
            _api.Outcomes[$"{ballot}"] = new() { ["ballot"] = ballot, ["poll"] = "pets", ["status"] = "accepted" };
            await page.GotoAsync($"{_address}/polls/pets/ballots/{ballot}");
            await Expect(page.GetByText("It is being counted.")).ToBeVisibleAsync();

            _api.Outcomes[$"{ballot}"] = new() { ["ballot"] = ballot, ["poll"] = "pets", ["status"] = "counted" };
            await Expect(page.GetByText("has been counted")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        });
    }

    [Theory]
    [InlineData("single", ColorScheme.Light, 1280)]
    [InlineData("single", ColorScheme.Dark, 320)]
    [InlineData("multiple", ColorScheme.Light, 320)]
    [InlineData("ranking", ColorScheme.Dark, 1280)]
    [InlineData("ranking", ColorScheme.Light, 320)]
    [InlineData("score", ColorScheme.Light, 1280)]
    [InlineData("score", ColorScheme.Dark, 320)]
    public async Task Every_ballot_paper_has_names_contrast_room_and_visible_focus(string kind, ColorScheme colours, int width)
    {
        _api.Opens("pets", kind, poll => poll["allowAbstain"] = true);
        await browser.Chromium.VisitAsync(
            $"{nameof(Every_ballot_paper_has_names_contrast_room_and_visible_focus)}-{kind}-{colours}-{width}",
            async page =>
            {
                await page.GotoAsync(_address);
                Assert.Empty(await page.FaultsAsync());
                var (stops, invisible) = await page.WalkAsync();
                Assert.InRange(stops, 4, 40);
                Assert.Empty(invisible);

                await page.GetByRole(AriaRole.Button, new() { Name = "Abstain" }).ClickAsync();
                await Expect(page.GetByText("you abstained")).ToBeVisibleAsync();
                Assert.Empty(await page.FaultsAsync());
            },
            new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 800 } });
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Corrections_lists_and_wrong_addresses_have_names_contrast_and_room(ColorScheme colours)
    {
        _api.Opens("pets");
        _api.Opens("later", change: poll => poll["state"] = "scheduled");
        _api.Opens("done", change: poll => poll["state"] = "final");
        await browser.Chromium.VisitAsync(
            $"{nameof(Corrections_lists_and_wrong_addresses_have_names_contrast_and_room)}-{colours}",
            async page =>
            {
                await page.GotoAsync(_address);
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Choose one option.");
                Assert.Empty(await page.FaultsAsync());

                _api.Opens("food");
                foreach (var path in (string[])["/", "/polls/later", "/polls/done", "/nowhere"])
                {
                    await page.GotoAsync(_address + path);
                    Assert.Empty(await page.FaultsAsync());
                }
            },
            new() { ColorScheme = colours, ViewportSize = new() { Width = 320, Height = 700 } },
            "400",
            "404");
    }
}
