using System.Diagnostics;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Results.Tests.Site;
using Voting.Stores;
using static Microsoft.Playwright.Assertions;

namespace Voting.Results.Tests;

/// <summary>The live board in a real browser.</summary>
[Collection(OnPostgres.Name)]
public sealed class BrowserTests(Postgres postgres, Browser browser) : IAsyncLifetime
{
    private WrittenLedger _ledger = null!;
    private ResultsSite _site = null!;
    private string _address = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await WrittenLedger.CreateAsync(postgres.Store);
        await _ledger.OpenAsync("pets");
        await _ledger.CountAsync("pets", "cats", 3);
        _site = ResultsSite.On(_ledger);
        _address = _site.Serve();
        using var probe = new HttpClient();
        await Eventually.TrueAsync("the service is ready", async () => (await probe.GetAsync($"{_address}/ready")).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Fact]
    public Task A_counted_vote_appears_on_the_open_page() =>
        browser.Chromium.VisitAsync(nameof(A_counted_vote_appears_on_the_open_page), async page =>
        {
            await page.GotoAsync($"{_address}/polls/pets");
            var cats = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = "Cats" }) });
            await Expect(cats.GetByRole(AriaRole.Cell).First).ToHaveTextAsync("3");
            await page.GetByText("Where every ballot stands").ClickAsync();

            await _ledger.CountAsync("pets", "dogs", 1);
            var committed = Stopwatch.StartNew();
            await Expect(cats.GetByRole(AriaRole.Cell).Last).ToHaveTextAsync("75.0%");

            Assert.InRange(committed.Elapsed.TotalSeconds, 0, 3); // a browser on a shared machine; the stream itself has a tighter test
            await Expect(page.Locator("details")).ToHaveAttributeAsync("open", ""); // what the reader opened stays open
        });

    [Fact]
    public Task A_change_is_spoken_once_after_a_while_and_not_at_once() =>
        browser.Chromium.VisitAsync(nameof(A_change_is_spoken_once_after_a_while_and_not_at_once), async page =>
        {
            await page.Clock.InstallAsync();
            await page.GotoAsync($"{_address}/polls/pets");
            await _ledger.CountAsync("pets", "dogs", 5);
            await Expect(page.GetByRole(AriaRole.Row).Last).ToContainTextAsync("62.5%");

            var spoken = page.Locator("#spoken");
            await Expect(spoken).ToBeEmptyAsync();
            await page.Clock.FastForwardAsync(10_000);
            await Expect(spoken).ToHaveTextAsync("\u2068Dogs\u2069 leads with 5, 62.5% of voters. 8 votes counted.");
        });

    [Fact]
    public Task A_lost_ledger_is_said_on_the_open_page_and_heals_by_itself() =>
        browser.Chromium.VisitAsync(nameof(A_lost_ledger_is_said_on_the_open_page_and_heals_by_itself), async page =>
        {
            await page.GotoAsync($"{_address}/polls/pets");
            await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
            postgres.Store.Freeze();
            try
            {
                await Expect(page.GetByText("The ledger cannot be reached.")).ToBeVisibleAsync(new() { Timeout = 10_000 });
                Assert.Empty(await page.ViolationsAsync());
            }
            finally
            {
                postgres.Store.Thaw();
            }

            await Expect(page.GetByText("The ledger cannot be reached.")).ToBeHiddenAsync(new() { Timeout = 15_000 });
        });

    [Fact]
    public Task Every_page_has_names_contrast_room_and_visible_focus() =>
        browser.Chromium.VisitAsync(
            nameof(Every_page_has_names_contrast_room_and_visible_focus),
            async page =>
            {
                await _ledger.BalanceAsync(10, 7, 0, 0);
                foreach (var path in (string[])["/polls/pets", "/polls/pets/screen", "/nowhere"])
                {
                    await page.GotoAsync(_address + path);
                    Assert.Empty(await page.ViolationsInEveryLookAsync());
                }

                await page.GotoAsync($"{_address}/polls/pets");
                await page.GetByText("Where every ballot stands").ClickAsync();
                Assert.Empty(await page.ViolationsInEveryLookAsync());
                var (stops, invisible) = await page.WalkAsync();
                Assert.InRange(stops, 3, 20); // from the opened details on
                Assert.Empty(invisible);
            },
            null,
            "404");

    [Fact]
    public Task A_count_is_read_round_by_round_with_names_contrast_and_room() =>
        browser.Chromium.VisitAsync(
            nameof(A_count_is_read_round_by_round_with_names_contrast_and_room),
            async page =>
            {
                await TownChair.OpenAsync(_ledger);
                await _ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: false));
                foreach (var path in (string[])["/polls/chair/screen", "/polls/chair"])
                {
                    await page.GotoAsync(_address + path);
                    var second = page.GetByRole(AriaRole.Table, new() { Name = "Round 2" });
                    await Expect(second.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByRole(AriaRole.Rowheader, new() { Name = "Ben" }) })).ToContainTextAsync("86");
                    Assert.Empty(await page.ViolationsInEveryLookAsync());
                }

                await page.GetByText("Every option against every other").ClickAsync();
                Assert.Empty(await page.ViolationsInEveryLookAsync());
                var (_, invisible) = await page.WalkAsync();
                Assert.Empty(invisible);
            });

    [Fact]
    public Task A_new_count_appears_on_the_open_page() =>
        browser.Chromium.VisitAsync(nameof(A_new_count_appears_on_the_open_page), async page =>
        {
            await TownChair.OpenAsync(_ledger);
            await _ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: false));
            await page.GotoAsync($"{_address}/polls/chair");
            await Expect(page.GetByText("If it closed now: Ben wins in round 2")).ToBeVisibleAsync();

            await _ledger.CloseAsync(TownChair.Poll, "final");
            await _ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: true));

            await Expect(page.GetByText("If it closed now")).ToBeHiddenAsync();
            await Expect(page.GetByText("Ben wins in round 2 with 86 of 167 votes")).ToBeVisibleAsync();
        });

    [Fact]
    public Task A_big_screen_needs_no_scrolling() =>
        browser.Chromium.VisitAsync(
            nameof(A_big_screen_needs_no_scrolling),
            async page =>
            {
                await page.GotoAsync($"{_address}/polls/pets/screen");
                Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollHeight <= innerHeight"));
            },
            new() { ViewportSize = new() { Width = 1920, Height = 1080 } });

    [Fact]
    public Task Without_scripts_the_page_says_from_when_it_is() =>
        browser.Chromium.VisitAsync(
            nameof(Without_scripts_the_page_says_from_when_it_is),
            async page =>
            {
                await page.GotoAsync($"{_address}/polls/pets");
                await Expect(page.GetByText("These results are as of")).ToBeVisibleAsync();
                await Expect(page.GetByRole(AriaRole.Row).Nth(1)).ToContainTextAsync("100.0%");
            },
            new() { JavaScriptEnabled = false });

    [Fact]
    public Task A_poll_opens_on_the_open_page_by_the_clock_alone() =>
        browser.Chromium.VisitAsync(nameof(A_poll_opens_on_the_open_page_by_the_clock_alone), async page =>
        {
            await _ledger.OpensAtAsync("pets", "now() + interval '4 seconds'");
            using var probe = new HttpClient();
            await Eventually.TrueAsync("scheduled", async () => (await probe.GetStringAsync($"{_address}/polls/pets")).Contains("Not open yet", StringComparison.Ordinal));
            await page.GotoAsync($"{_address}/polls/pets");
            await Expect(page.GetByText("Not open yet")).ToBeVisibleAsync();
            await Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 12_000 });
        });
}
