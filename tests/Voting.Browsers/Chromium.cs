using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Voting.Browsers;

/// <summary>The machine's own Chromium, started once for the tests that share it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";

    // No sandbox: tests may run as root. The rest keeps the browser from talking to anyone but the test.
    private static readonly string[] _arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts the browser.</summary>
    /// <exception cref="InvalidOperationException">Chromium is not installed; the message says how.</exception>
    public static async Task<Chromium> StartAsync()
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"{Program} is not on this machine. Install it: apt-get install -y chromium");
        }

        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = _arguments }));
    }

    /// <summary>A new visitor with no history. A failed visit leaves a picture in artifacts/screenshots; a visit during which the page complained fails.</summary>
    /// <param name="name">The name of the picture.</param>
    /// <param name="visit">What the visitor does.</param>
    /// <param name="options">Size, colours, scripts.</param>
    /// <param name="expectedComplaints">Parts of console messages that belong to the visit, such as the status of a refused vote.</param>
    public async Task VisitAsync(string name, Func<IPage, Task> visit, BrowserNewContextOptions? options = null, params string[] expectedComplaints)
    {
        ArgumentNullException.ThrowIfNull(visit);
        await using var context = await _browser.NewContextAsync(options);
        var page = await context.NewPageAsync();
        var complaints = new ConcurrentQueue<string>();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => complaints.Enqueue(error);
        try
        {
            await visit(page);
            var unexpected = complaints.Where(complaint => !expectedComplaints.Any(expected => complaint.Contains(expected, StringComparison.Ordinal))).ToArray();
            if (unexpected is not [])
            {
                throw new InvalidOperationException($"The page complained: {string.Join("; ", unexpected)}");
            }
        }
        catch
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures(), $"{name}.png"), FullPage = true });
            throw;
        }
    }

    /// <summary>Ends the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string Pictures()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Voting.sln")))
        {
            folder = folder.Parent;
        }

        return Directory.CreateDirectory(Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "artifacts", "screenshots")).FullName;
    }
}
