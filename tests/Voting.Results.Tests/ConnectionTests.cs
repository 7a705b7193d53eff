using System.Diagnostics;
using Microsoft.Playwright;
using Voting.Browsers;
using Voting.Results.Tests.Site;
using Voting.Stores;
using static Microsoft.Playwright.Assertions;

namespace Voting.Results.Tests;

/// <summary>Live results through what stands between a browser and the site, and in more windows than a browser has connections.</summary>
[Collection(OnPostgres.Name)]
public sealed class ConnectionTests(Postgres postgres, Browser browser) : IAsyncLifetime
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
        await Eventually.TrueAsync("the poll is shown", async () => (await probe.GetAsync($"{_address}/polls/pets")).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_vote_appears_at_once_through_a_proxy_that_compresses()
    {
        await using var proxy = await TestProxy.StartAsync(_address, compresses: true);
        await browser.Chromium.VisitAsync(nameof(A_vote_appears_at_once_through_a_proxy_that_compresses), async page =>
        {
            await page.GotoAsync($"{proxy.Address}/polls/pets");
            await Expect(Total(page)).ToHaveTextAsync("3 votes counted");
            await page.WaitForTimeoutAsync(1_000); // the stream is open, and its first event was the same
            await _ledger.CountAsync("pets", "dogs", 1);
            await Expect(Total(page)).ToHaveTextAsync("4 votes counted", new() { Timeout = 3_000 });
        });
    }

    [Fact]
    public async Task An_event_arrives_at_once_through_a_proxy_that_compresses()
    {
        await using var proxy = await TestProxy.StartAsync(_address, compresses: true);
        using var viewer = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All }) { BaseAddress = new(proxy.Address) };
        await using var stream = await EventReader.OpenAsync(viewer, "/polls/pets/live");
        await stream.NextAsync();

        var counted = Stopwatch.StartNew();
        await _ledger.CountAsync("pets", "dogs", 1);
        await stream.NextAsync(results => (long)results["counted"]! == 4);

        Assert.InRange(counted.Elapsed.TotalSeconds, 0, 3);
    }

    [Fact]
    public async Task A_connection_that_died_without_a_word_is_replaced_within_twenty_seconds()
    {
        await using var proxy = await TestProxy.StartAsync(_address);
        await browser.Chromium.VisitAsync(nameof(A_connection_that_died_without_a_word_is_replaced_within_twenty_seconds), async page =>
        {
            await page.GotoAsync($"{proxy.Address}/polls/pets");
            await page.WaitForTimeoutAsync(1_000);
            proxy.LoseOpenConnections();
            var died = Stopwatch.StartNew();
            await _ledger.CountAsync("pets", "dogs", 1);
            await Expect(Total(page)).ToHaveTextAsync("4 votes counted", new() { Timeout = 25_000 });
            Assert.InRange(died.Elapsed.TotalSeconds, 0, 20);
            await Expect(page.Locator("#lost")).ToBeHiddenAsync();
        });
    }

    [Fact]
    public Task More_windows_than_a_browser_has_connections_all_load_and_the_last_ones_are_snapshots_that_say_so() =>
        browser.Chromium.VisitAsync(nameof(More_windows_than_a_browser_has_connections_all_load_and_the_last_ones_are_snapshots_that_say_so), async first =>
        {
            IPage[] windows = [first, .. await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => first.Context.NewPageAsync()))];
            foreach (var window in windows)
            {
                await window.GotoAsync($"{_address}/polls/pets");
                await Expect(Total(window)).ToHaveTextAsync("3 votes counted");
            }

            foreach (var window in windows[..4])
            {
                await Expect(Crowded(window)).ToBeHiddenAsync();
            }

            foreach (var window in windows[4..])
            {
                await Expect(Crowded(window)).ToBeVisibleAsync();
            }

            Assert.Empty(await windows[7].ViolationsAsync());

            await _ledger.CountAsync("pets", "dogs", 1);
            foreach (var window in windows[..4])
            {
                await Expect(Total(window)).ToHaveTextAsync("4 votes counted");
            }

            foreach (var window in windows[4..])
            {
                await Expect(Total(window)).ToHaveTextAsync("4 votes counted", new() { Timeout = 15_000 });
            }

            await first.CloseAsync();
            await Eventually.TrueAsync("another window has its place", async () =>
            {
                var crowded = await Task.WhenAll(windows[4..].Select(window => Crowded(window).IsVisibleAsync()));
                return crowded.Count(isCrowded => !isCrowded) == 1;
            });
        });

    private static ILocator Total(IPage page) => page.GetByText("votes counted").First;

    private static ILocator Crowded(IPage page) => page.GetByText("Other windows of this browser show live results already");
}
