using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests;

/// <summary>The ballot in a real browser, as people with and without a mouse, sight or scripts use it.</summary>
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
                await Expect(page).ToHaveTitleAsync("Not accepted: \u2068Cats or dogs?\u2069");
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
    [InlineData("single")]
    [InlineData("multiple")]
    [InlineData("ranking")]
    [InlineData("score")]
    public async Task Every_ballot_has_names_contrast_room_and_visible_focus(string kind)
    {
        _api.Opens("pets", kind, poll => poll["allowAbstain"] = true);
        await browser.Chromium.VisitAsync(
            $"{nameof(Every_ballot_has_names_contrast_room_and_visible_focus)}-{kind}",
            async page =>
            {
                await page.GotoAsync(_address);
                Assert.Empty(await page.ViolationsInEveryLookAsync());
                var (stops, invisible) = await page.WalkAsync();
                Assert.InRange(stops, 4, 40);
                Assert.Empty(invisible);

                await page.GetByRole(AriaRole.Button, new() { Name = "Abstain" }).ClickAsync();
                await Expect(page.GetByText("you abstained")).ToBeVisibleAsync();
                Assert.Empty(await page.ViolationsInEveryLookAsync());
            });
    }

    [Fact]
    public async Task Corrections_lists_and_wrong_addresses_have_names_contrast_and_room()
    {
        _api.Opens("pets");
        _api.Opens("later", change: poll => poll["state"] = "scheduled");
        _api.Opens("done", change: poll => poll["state"] = "final");
        await browser.Chromium.VisitAsync(
            nameof(Corrections_lists_and_wrong_addresses_have_names_contrast_and_room),
            async page =>
            {
                await page.GotoAsync(_address);
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "Please correct your ballot" })).ToBeFocusedAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "Choose one option." }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Cats" })).ToBeFocusedAsync();
                Assert.Empty(await page.ViolationsInEveryLookAsync());

                _api.Opens("food");
                foreach (var path in (string[])["/", "/polls/later", "/polls/done", "/nowhere"])
                {
                    await page.GotoAsync(_address + path);
                    Assert.Empty(await page.ViolationsInEveryLookAsync());
                }
            },
            null,
            "400",
            "404");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public async Task Every_wrong_score_is_explained_beside_its_field_and_kept(ColorScheme colours, int width)
    {
        _api.Opens("pets", "score", poll => poll["maxScore"] = 100);
        await browser.Chromium.VisitAsync(
            $"{nameof(Every_wrong_score_is_explained_beside_its_field_and_kept)}-{colours}-{width}",
            async page =>
            {
                await page.GotoAsync(_address);
                await Field("Cats").FillAsync("-5");
                await Field("Dogs").FillAsync("3.5");
                await Field("Fish").FillAsync("10");
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();

                await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "Please correct your ballot: 2 places" })).ToBeFocusedAsync();
                foreach (var (option, typed) in new[] { ("Cats", "-5"), ("Dogs", "3.5") })
                {
                    await Expect(Field(option)).ToHaveValueAsync(typed);
                    await Expect(Field(option)).ToHaveAttributeAsync("aria-invalid", "true");
                    await Expect(Field(option)).ToHaveAccessibleDescriptionAsync($"“\u2068{typed}\u2069” is not a score. Scores are whole numbers from 0 to 100.");
                }

                await Expect(Field("Fish")).ToHaveValueAsync("10");
                Assert.Empty(await page.ViolationsAsync());
                Assert.Empty(_api.Ballots);

                await Field("Cats").FillAsync("5");
                await Field("Dogs").FillAsync("4");
                await page.GetByRole(AriaRole.Button, new() { Name = "Cast vote" }).ClickAsync();
                await Expect(page.GetByText("Cats: 5, Dogs: 4, Fish: 10")).ToBeVisibleAsync();

                ILocator Field(string option) => page.GetByLabel($"Score of {option}, 0 to 100");
            },
            new() { ColorScheme = colours, ViewportSize = new() { Width = width, Height = 800 } },
            "400");
    }

    [Fact]
    public async Task A_poll_opens_closes_and_becomes_final_on_the_open_page()
    {
        _api.Opens("pets", change: poll => (poll["state"], poll["opensAt"]) = ("scheduled", DateTimeOffset.UtcNow.AddSeconds(2).ToString("O")));
        await browser.Chromium.VisitAsync(nameof(A_poll_opens_closes_and_becomes_final_on_the_open_page), async page =>
        {
            await page.GotoAsync($"{_address}/polls/pets");
            await Expect(page.GetByText("It opens on")).ToBeVisibleAsync();
            await Expect(page.GetByText("This page opens by itself.")).ToBeVisibleAsync();
            Assert.Empty(await page.ViolationsAsync());

            _api.Opens("pets", change: poll => poll["closesAt"] = DateTimeOffset.UtcNow.AddSeconds(6).ToString("O"));
            await page.GetByRole(AriaRole.Radio, new() { Name = "Cats" }).CheckAsync(new() { Timeout = 12_000 });
            await Expect(page.GetByRole(AriaRole.Status)).ToHaveTextAsync("Voting has started.");

            _api.Opens("pets", change: poll => poll["state"] = "closed");
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Your vote has not been sent", new() { Timeout = 12_000 });
            await Expect(page.GetByText("This poll is closed. The last votes are being counted.")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Link, new() { Name = "See the results" })).ToBeVisibleAsync();
            Assert.Empty(await page.ViolationsAsync());

            _api.Opens("pets", change: poll => poll["state"] = "final");
            await Expect(page.GetByText("The result is final.").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        });
    }
}
