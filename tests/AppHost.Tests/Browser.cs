using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace AppHost.Tests;

/// <summary>A real Chromium. A test that fails in it leaves a screenshot in artifacts/screenshots.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Program), "The browser tests need Chromium: apt-get install -y chromium");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Program,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? ValueTask.CompletedTask);
        _playwright?.Dispose();
    }

    /// <summary>Runs a scenario in a new browser profile.</summary>
    public async Task RunAsync(Func<IBrowserContext, Task> scenario, [CallerMemberName] string test = "")
    {
        await using var context = await _browser!.NewContextAsync();
        context.SetDefaultTimeout(30_000);
        try
        {
            await scenario(context);
        }
        catch
        {
            foreach (var (page, index) in context.Pages.Select((page, index) => (page, index)))
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Screenshots(), $"{test}-{index}.png"), FullPage = true });
            }

            throw;
        }
    }

    private static string Screenshots([CallerFilePath] string here = "")
        => Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "../../artifacts/screenshots")).FullName;
}
