using System.Globalization;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Results.Tests.Site;
using Voting.Stores;
using static Microsoft.Playwright.Assertions;

namespace Voting.Results.Tests;

/// <summary>The presenter view in a real browser: what a hall sees on the wall.</summary>
[Collection(OnPostgres.Name)]
public sealed class PresenterTests(Postgres postgres, Browser browser) : IAsyncLifetime
{
    private const string Code = "K7M4QX";
    private WrittenLedger _ledger = null!;
    private ResultsSite _site = null!;
    private string _address = null!;

    public async ValueTask InitializeAsync()
    {
        _ledger = await WrittenLedger.CreateAsync(postgres.Store);
        _site = new(_ledger.ServiceConnection, ("Links:Site", "https://vote.example.org"));
        _address = _site.Serve();
        using var probe = new HttpClient();
        await Eventually.TrueAsync("the service is ready", async () => (await probe.GetAsync($"{_address}/ready")).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Theory]
    [InlineData(1280, 720, 2)]
    [InlineData(1280, 720, 8)]
    [InlineData(1280, 720, 50)]
    [InlineData(1920, 1080, 11)]
    [InlineData(3840, 2160, 2)]
    [InlineData(3840, 2160, 50)]
    public Task Everything_is_on_one_screen_in_a_size_that_a_hall_can_read(int width, int height, int options) =>
        VisitAsync($"screen-{width}-{options}", width, height, async page =>
        {
            string[] labels = [.. Enumerable.Range(1, options).Select(number => number == 1 ? "A proposal with a name that is far too long for any wall and goes on and on for the sake of it" : $"Option {number.ToString(CultureInfo.InvariantCulture)}")];
            await _ledger.OpenAsync("pets", "single", "Which of these many proposals should the association take up first in the coming year?", labels);
            await _ledger.DefineAsync("pets", new { joinCode = Code });
            await _ledger.CountAsync("pets", WrittenLedger.IdOf(labels[^1]), 30);
            await _ledger.CountAsync("pets", WrittenLedger.IdOf(labels[0]), 11);
            await page.GotoAsync($"{_address}/polls/pets/screen");

            Assert.Empty(await OutsideAsync(page));
            var rows = page.Locator(".tally tbody tr:visible");
            await Expect(rows).ToHaveCountAsync(Math.Min(options, 10));
            await Expect(rows.Filter(new() { HasText = labels[^1] })).ToContainTextAsync("73.2%");
            var letters = await rows.First.EvaluateAsync<double>("row => parseFloat(getComputedStyle(row).fontSize) / innerHeight");
            Assert.InRange(letters, options > 8 ? 0.022 : 0.026, 0.08);
            if (options > 10)
            {
                await Expect(rows.Filter(new() { HasText = $"{(options - 9).ToString(CultureInfo.InvariantCulture)} other options" })).ToBeVisibleAsync();
            }
        });

    [Fact]
    public Task The_way_to_the_ballot_stands_in_a_corner_until_the_poll_is_over() =>
        VisitAsync("screen-join", 1280, 720, async page =>
        {
            await _ledger.OpenAsync("pets");
            await _ledger.DefineAsync("pets", new { joinCode = Code });
            await page.GotoAsync($"{_address}/polls/pets/screen");
            var join = page.GetByRole(AriaRole.Complementary, new() { Name = "Join the vote" });
            await Expect(join).ToContainTextAsync("vote.example.org/j");
            await Expect(join).ToContainTextAsync(Code);
            await Expect(join.GetByRole(AriaRole.Img, new() { Name = "QR code of the ballot" })).ToBeVisibleAsync();

            await _ledger.CloseAsync("pets", "final");
            await _ledger.DefineAsync("pets", new { });

            await Expect(join).ToBeHiddenAsync();
        });

    [Fact]
    public Task Keys_and_buttons_step_from_joining_over_the_rounds_to_the_result_and_a_push_keeps_the_step() =>
        VisitAsync("screen-steps", 1920, 1080, async page =>
        {
            await TownChair.OpenAsync(_ledger);
            await _ledger.DefineAsync(TownChair.Poll, new { joinCode = Code });
            await _ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: false));
            await page.GotoAsync($"{_address}/polls/{TownChair.Poll}/screen");
            var sentence = page.GetByText("If it closed now: Ben wins in round 2");
            await Expect(sentence).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Round 2" })).ToBeVisibleAsync();

            await page.Keyboard.PressAsync("Home");
            await Expect(page.GetByText(Code)).ToBeVisibleAsync();
            await Expect(sentence).ToBeHiddenAsync();
            Assert.Empty(await OutsideAsync(page));

            await page.Keyboard.PressAsync("ArrowRight");
            await Expect(page.GetByText("votes counted")).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Table)).ToHaveCountAsync(0);

            await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Round 1" })).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Round 2" })).ToBeHiddenAsync();
            await Expect(sentence).ToBeHiddenAsync();
            Assert.EndsWith("#round-1", page.Url, StringComparison.Ordinal);

            await _ledger.CountAsync(TownChair.Poll, "anna");
            await Expect(page.GetByText("177", new() { Exact = true }).First).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Round 1" })).ToBeVisibleAsync();
            await Expect(sentence).ToBeHiddenAsync();
            await page.ReloadAsync();
            await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Round 1" })).ToBeVisibleAsync();

            await page.Keyboard.PressAsync("PageDown");
            await Expect(sentence).ToBeVisibleAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Next" })).ToBeDisabledAsync();
            Assert.Empty(await OutsideAsync(page));
        });

    [Fact]
    public Task The_time_that_is_left_is_counted_down_by_the_server_s_clock() =>
        VisitAsync("screen-countdown", 1280, 720, async page =>
        {
            await _ledger.OpenAsync("pets");
            await _ledger.DefineAsync("pets", new { closesAt = DateTimeOffset.UtcNow.AddMinutes(10) });
            await page.Clock.SetSystemTimeAsync(DateTime.UnixEpoch); // this computer's clock is far off
            await page.GotoAsync($"{_address}/polls/pets/screen");

            await Expect(page.GetByText("9:5")).ToBeVisibleAsync(new() { Timeout = 15_000 });
        });

    [Fact]
    public Task Without_scripts_it_is_a_picture_of_the_moment() =>
        browser.Chromium.VisitAsync(
            nameof(Without_scripts_it_is_a_picture_of_the_moment),
            async page =>
            {
                await TownChair.OpenAsync(_ledger);
                await _ledger.KeepCountAsync(TownChair.Poll, TownChair.Count(final: true));
                await _ledger.CloseAsync(TownChair.Poll, "final");
                await page.GotoAsync($"{_address}/polls/{TownChair.Poll}/screen");
                await Expect(page.GetByText("Ben wins in round 2")).ToBeVisibleAsync();
                await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Round 2" })).ToBeVisibleAsync();
                await Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
                Assert.Empty(await OutsideAsync(page));
            },
            new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 1280, Height = 720 } });

    private async Task VisitAsync(string name, int width, int height, Func<IPage, Task> visit) =>
        await browser.Chromium.VisitAsync(
            name,
            async page =>
            {
                await visit(page);
                if (Environment.GetEnvironmentVariable("KEEP_PICTURES") is { Length: > 0 } folder)
                {
                    await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
                }
            },
            new() { ViewportSize = new() { Width = width, Height = height }, ReducedMotion = ReducedMotion.Reduce });

    // What a hall would not see, or not whole: outside of the window, or cut off below.
    private static Task<string[]> OutsideAsync(IPage page) => page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll("h1, .pill, .countdown, .total, .tally tr, .round tr, .round caption, .sentence, .balance, .join, .join p, .steps button")].filter(element => {
          const box = element.getBoundingClientRect();
          return box.width > 0 && (box.top < -1 || box.left < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1);
        }).map(element => element.outerHTML.slice(0, 120)).concat([...document.querySelectorAll(".tally th, .round th, .tally tr, .round tr")].filter(element => {
          const [box, row] = [element.getBoundingClientRect(), element.closest("table").getBoundingClientRect()];
          return box.width > 0 && (element.scrollHeight > element.clientHeight + 2 || box.bottom > row.bottom + 1);
        }).map(element => `cut: ${element.outerHTML.slice(0, 120)}`))
        """);
}
