using System.Diagnostics;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Frontend.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Voting.Frontend.Tests.Hosts;

/// <summary>The host console in a real browser: by role and label, with and without mouse and scripts.</summary>
[Collection(InBrowser.Name)]
public sealed class HostBrowserTests(Browser browser) : IAsyncLifetime
{
    private ApiStub _api = null!;
    private FrontendSite? _site;

    public async ValueTask InitializeAsync() => _api = await ApiStub.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }

        await _api.DisposeAsync();
    }

    [Fact]
    public async Task From_the_first_page_a_poll_of_ones_own_is_open_with_a_QR_code_in_few_actions_and_well_under_90_seconds()
    {
        var address = ForAnyone();
        _api.Opens("pets");
        await browser.Chromium.VisitAsync(nameof(From_the_first_page_a_poll_of_ones_own_is_open_with_a_QR_code_in_few_actions_and_well_under_90_seconds), async page =>
        {
            var (actions, watch) = (0, Stopwatch.StartNew());
            await Do(page.GotoAsync(address));
            await Do(page.GetByRole(AriaRole.Link, new() { Name = "Host a poll" }).ClickAsync());
            await Do(page.GetByRole(AriaRole.Link, new() { Name = "New poll" }).ClickAsync());
            await Do(page.GetByLabel("Question").FillAsync("Where do we eat?"));
            await Do(page.GetByLabel("Options", new() { Exact = true }).FillAsync("Thai\nPizza\nSalad"));
            await Do(page.GetByRole(AriaRole.Button, new() { Name = "Open now" }).ClickAsync());

            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Where do we eat?");
            await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code of the ballot" })).ToBeVisibleAsync();
            await Expect(page.GetByText("host_")).ToBeVisibleAsync();
            Assert.InRange(actions, 1, 12);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 90);

            var ballot = await page.GetByRole(AriaRole.Link, new() { Name = "/polls/poll-" }).GetAttributeAsync("href");
            await page.GotoAsync(ballot!);
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Pizza" })).ToBeVisibleAsync();

            Task Do(Task action)
            {
                actions++;
                return action;
            }
        });
    }

    [Fact]
    public async Task A_wrong_key_is_refused_and_the_right_one_opens_the_console()
    {
        var address = ForAdministrator();
        _api.Opens("pets");
        await browser.Chromium.VisitAsync(
            nameof(A_wrong_key_is_refused_and_the_right_one_opens_the_console),
            async page =>
            {
                await page.GotoAsync($"{address}/host");
                await page.GetByLabel("Administrator key").FillAsync("wrong");
                await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
                await Expect(page.GetByLabel("Administrator key")).ToHaveAccessibleDescriptionAsync("This is not the administrator key.");

                await SignInAsync(page);
                await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Cats or dogs" })).ToBeVisibleAsync();
                await page.GetByRole(AriaRole.Link, new() { Name = "Sign out" }).ClickAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
                await Expect(page.GetByLabel("Administrator key")).ToBeVisibleAsync();
            },
            null,
            "403");
    }

    [Fact]
    public async Task Errors_stand_beside_their_fields_and_what_was_typed_stays()
    {
        var address = ForAnyone();
        await browser.Chromium.VisitAsync(
            nameof(Errors_stand_beside_their_fields_and_what_was_typed_stays),
            async page =>
            {
                await page.GotoAsync($"{address}/host/new");
                await page.GetByLabel("Options", new() { Exact = true }).FillAsync("Only one");
                await page.GetByRole(AriaRole.Radio, new() { Name = "Scores" }).CheckAsync();
                await page.GetByLabel("Highest score").FillAsync("many");
                await page.GetByText("Opening and closing").ClickAsync();
                await page.GetByLabel("Closes at").FillAsync("2020-01-01T10:00");
                await page.GetByRole(AriaRole.Button, new() { Name = "Save as draft" }).ClickAsync();

                await Expect(page.GetByRole(AriaRole.Alert, new() { Name = "Please correct the poll: 4 places" })).ToBeFocusedAsync();
                await Expect(page.GetByLabel("Question")).ToHaveAccessibleDescriptionAsync("Enter the question.");
                await Expect(page.GetByLabel("Options", new() { Exact = true })).ToHaveAccessibleDescriptionAsync("One on each line. Enter at least two options, each on a line of its own.");
                await Expect(page.GetByLabel("Options", new() { Exact = true })).ToHaveValueAsync("Only one");
                await Expect(page.GetByLabel("Highest score")).ToHaveValueAsync("many");
                await Expect(page.GetByLabel("Closes at")).ToHaveValueAsync("2020-01-01T10:00");
                await Expect(page.GetByLabel("Closes at")).ToHaveAttributeAsync("aria-invalid", "true");
                await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Scores" })).ToBeCheckedAsync();
                Assert.Empty(await page.ViolationsAsync());
                Assert.Empty(_api.Polls);

                await page.GetByRole(AriaRole.Link, new() { Name = "Enter the question." }).ClickAsync();
                await Expect(page.GetByLabel("Question")).ToBeFocusedAsync();
                await page.GetByLabel("Question").FillAsync("How good?");
                await page.GetByLabel("Options", new() { Exact = true }).FillAsync("Tea\nCoffee");
                await page.GetByLabel("Highest score").FillAsync("7");
                await page.GetByLabel("Closes at").FillAsync("");
                await page.GetByRole(AriaRole.Button, new() { Name = "Save as draft" }).ClickAsync();
                await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("How good?");
                await Expect(page.GetByText("Scores from 0 to 7.")).ToBeVisibleAsync();
            },
            null,
            "400");
    }

    [Fact]
    public async Task A_draft_is_edited_opened_and_closed_after_a_confirmation()
    {
        var address = ForAdministrator();
        await browser.Chromium.VisitAsync(nameof(A_draft_is_edited_opened_and_closed_after_a_confirmation), async page =>
        {
            await page.GotoAsync($"{address}/host");
            await SignInAsync(page);
            await page.GetByRole(AriaRole.Link, new() { Name = "New poll" }).ClickAsync();
            await page.GetByLabel("Question").FillAsync("Where?");
            await page.GetByLabel("Options", new() { Exact = true }).FillAsync("Here\nThere");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save as draft" }).ClickAsync();
            await Expect(page.GetByText("Nobody can vote until you open it.")).ToBeVisibleAsync();

            await page.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
            await Expect(page.GetByLabel("Options", new() { Exact = true })).ToHaveValueAsync("Here\nThere");
            await page.GetByLabel("Question").FillAsync("Where do we meet?");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Where do we meet?");
            await page.GetByRole(AriaRole.Link, new() { Name = "Preview the ballot" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "There" })).ToBeVisibleAsync();
            await page.GoBackAsync();

            await page.GetByRole(AriaRole.Button, new() { Name = "Open now" }).ClickAsync();
            await Expect(page.GetByText("Votes are taken until you close it.")).ToBeVisibleAsync();
            await page.GetByText("Change closing time").ClickAsync();
            await page.GetByLabel("Closes at").FillAsync("2099-12-31T18:00");
            await page.GetByLabel("Time zone").SelectOptionAsync("Europe/Berlin");
            await page.GetByRole(AriaRole.Button, new() { Name = "Set closing time" }).ClickAsync();
            await Expect(page.GetByText("Votes are taken until")).ToContainTextAsync("31 December 2099");
            Assert.Equal("2099-12-31T17:00:00Z", (string?)_api.Polls.Values.Single()["closesAt"]);

            await page.GetByRole(AriaRole.Link, new() { Name = "Close now" }).ClickAsync();
            await Expect(page.GetByText("A closed poll cannot be opened again.")).ToBeVisibleAsync();
            Assert.Equal("open", (string?)_api.Polls.Values.Single()["state"]);
            await page.GetByRole(AriaRole.Button, new() { Name = "Close the poll now" }).ClickAsync();
            await Expect(page.GetByText("No more votes are taken.")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "Closed by hand" })).ToBeVisibleAsync();
        });
    }

    [Fact]
    public async Task A_poll_is_duplicated_and_the_copy_deleted_after_a_confirmation_that_names_it()
    {
        var address = ForAdministrator();
        _api.Opens("pets", "ranking");
        await browser.Chromium.VisitAsync(nameof(A_poll_is_duplicated_and_the_copy_deleted_after_a_confirmation_that_names_it), async page =>
        {
            await page.GotoAsync($"{address}/host");
            await SignInAsync(page);
            await page.GotoAsync($"{address}/host/polls/pets");
            await page.GetByRole(AriaRole.Button, new() { Name = "Duplicate" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Ranking" })).ToBeCheckedAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Save draft" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Delete the draft" }).ClickAsync();
            await Expect(page.GetByText("Cats or dogs?")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Delete the draft" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("All polls");
        });
        Assert.Equal("pets", Assert.Single(_api.Polls).Key);
    }

    [Fact]
    public async Task A_poll_is_made_with_the_keyboard_alone()
    {
        var address = ForAnyone();
        await browser.Chromium.VisitAsync(nameof(A_poll_is_made_with_the_keyboard_alone), async page =>
        {
            await page.GotoAsync($"{address}/host/new");
            await page.GetByRole(AriaRole.Link, new() { Name = "Your polls" }).FocusAsync();
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync("Tea or coffee?");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.TypeAsync("Tea\nCoffee");
            await page.Keyboard.PressAsync("Tab");
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("ArrowDown");
            await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Approval" })).ToBeCheckedAsync();
            for (var section = 0; section < 4; section++)
            {
                await page.Keyboard.PressAsync("Tab");
            }

            await page.Keyboard.PressAsync("Tab");
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Open now" })).ToBeFocusedAsync();
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Tea or coffee?");
        });
        Assert.Equal("approval", (string?)_api.Polls.Values.Single()["kind"]);
    }

    [Fact]
    public async Task A_poll_is_made_and_closed_without_scripts()
    {
        var address = ForAnyone();
        await browser.Chromium.VisitAsync(
            nameof(A_poll_is_made_and_closed_without_scripts),
            async page =>
            {
                await page.GotoAsync($"{address}/host");
                await page.GetByRole(AriaRole.Link, new() { Name = "New poll" }).ClickAsync();
                await page.GetByLabel("Question").FillAsync("Tea or coffee?");
                await page.GetByLabel("Options", new() { Exact = true }).FillAsync("Tea\nCoffee");
                await page.GetByText("Opening and closing").ClickAsync();
                await page.GetByLabel("Closes at").FillAsync("2099-07-01T12:00");
                await page.GetByLabel("Time zone").SelectOptionAsync("Asia/Tokyo");
                await page.GetByRole(AriaRole.Button, new() { Name = "Open now" }).ClickAsync();
                await Expect(page.GetByText("Votes are taken until")).ToContainTextAsync("1 July 2099, 03:00 UTC");
                await page.GetByRole(AriaRole.Link, new() { Name = "Close now" }).ClickAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Close the poll now" }).ClickAsync();
                await Expect(page.GetByText("No more votes are taken.")).ToBeVisibleAsync();
            },
            new() { JavaScriptEnabled = false });
    }

    [Fact]
    public async Task Every_page_of_the_console_has_names_contrast_room_and_visible_focus()
    {
        var address = ForAdministrator();
        HostPages.Fill(_api);
        await browser.Chromium.VisitAsync(
            nameof(Every_page_of_the_console_has_names_contrast_room_and_visible_focus),
            async page =>
            {
                await page.GotoAsync($"{address}/host");
                await CheckAsync("sign-in");
                await SignInAsync(page);
                foreach (var (name, path) in HostPages.All)
                {
                    await page.GotoAsync(address + path);
                    await CheckAsync(name);
                }

                await page.GotoAsync($"{address}/host/new");
                foreach (var more in await page.Locator("summary").AllAsync())
                {
                    await more.ClickAsync();
                }

                foreach (var kind in (string[])["Several choices", "Scores", "Ranking"])
                {
                    await page.GetByRole(AriaRole.Radio, new() { Name = kind }).CheckAsync();
                    await CheckAsync($"new-{kind.Replace(' ', '-')}");
                }

                var (stops, invisible) = await page.WalkAsync();
                Assert.InRange(stops, 10, 60);
                Assert.Empty(invisible);

                async Task CheckAsync(string name)
                {
                    if (Environment.GetEnvironmentVariable("KEEP_PICTURES") is { Length: > 0 } folder)
                    {
                        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
                    }

                    Assert.Equal([], (await page.ViolationsInEveryLookAsync()).Select(violation => $"{name}: {violation}"));
                }
            },
            null,
            "404");
    }

    private string ForAnyone() => (_site = FrontendSite.ForAnyone(_api)).Serve();

    private string ForAdministrator() => (_site = FrontendSite.Before(_api)).Serve();

    private static async Task SignInAsync(IPage page)
    {
        await page.GetByLabel("Administrator key").FillAsync(HostingStub.AdministratorKey);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("All polls");
    }
}
