using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AppHost.Tests;

/// <summary>What a person sees in the Aspire dashboard.</summary>
[Collection(nameof(RunningAppHost))]
public sealed partial class DashboardTests(AppHostProcess system, Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] _resources = ["postgres", "postgres-server", "redis", "redis-server", "migrations", "api", "worker", "results", "frontend", "gateway"];

    [Fact]
    public Task The_resources_page_shows_every_process_and_store_and_names_the_addresses() => VisitAsync(nameof(The_resources_page_shows_every_process_and_store_and_names_the_addresses), async page =>
    {
        foreach (var resource in _resources)
        {
            await Expect(Row(page, resource)).ToContainTextAsync(resource == "migrations" ? "Finished" : "Running");
        }

        foreach (var (resource, address) in new[] { ("gateway", "Voting"), ("gateway", "Results"), ("frontend", "Ballot"), ("frontend", "Host console"), ("results", "Live results"), ("api", "API reference") })
        {
            await Expect(Row(page, resource)).ToContainTextAsync(address);
        }
    });

    [Fact]
    public Task A_crashed_worker_is_told_and_started_again_and_every_command_does_what_it_says() => VisitAsync(nameof(A_crashed_worker_is_told_and_started_again_and_every_command_does_what_it_says), async page =>
    {
        var row = Row(page, "worker");
        await Expect(row).ToContainTextAsync("Running");

        await KillAsync(await OneAsync(Worker));
        await Expect(row).ToContainTextAsync(Ended());
        await system.SaysAsync("Resource 'worker' ended with exit code");

        await ClickAsync(row, "Start");
        await Expect(row).ToContainTextAsync("Running");
        var started = await OneAsync(Worker);

        await ClickAsync(row, "Stop");
        await Expect(row).ToContainTextAsync(Ended());
        await GoneAsync(started);

        await ClickAsync(row, "Start");
        await Expect(row).ToContainTextAsync("Running");
        started = await OneAsync(Worker);

        await RestartAsync(page, row, started);
        await Expect(row).ToContainTextAsync("Running", new() { Timeout = 30_000 });
        Assert.NotEqual(started, await OneAsync(Worker));
    });

    [Fact]
    public Task A_store_restarted_from_the_dashboard_keeps_its_data_and_the_system_goes_on() => VisitAsync(nameof(A_store_restarted_from_the_dashboard_keeps_its_data_and_the_system_goes_on), async page =>
    {
        using var api = new HttpClient { BaseAddress = system.Api };
        var counted = await api.CountedAsync();
        await api.CastAcceptedAsync("cats");
        foreach (var (resource, program) in new[] { ("redis", "redis-server 127.0.0.1"), ("postgres", "postgres -D") })
        {
            var row = Row(page, resource);
            var before = await OneAsync(program);
            await RestartAsync(page, row, before);
            await Expect(row).ToContainTextAsync("Running", new() { Timeout = 30_000 });
            Assert.NotEqual(before, await OneAsync(program));
        }

        // 503 until both are back.
        await Ballots.UntilAcceptedAsync(api, "dogs");
        await api.WaitForCountAsync(counted + 2);
    });

    [Fact]
    public Task One_trace_holds_the_frontend_the_api_and_the_worker() => VisitAsync(nameof(One_trace_holds_the_frontend_the_api_and_the_worker), async page =>
    {
        var ballot = await page.Context.NewPageAsync();
        await ballot.GotoAsync(system.Frontend.ToString());
        await ballot.GetByRole(AriaRole.Radio, new() { Name = "Dogs" }).CheckAsync();
        await ballot.GetByRole(AriaRole.Button).First.ClickAsync();

        await page.GotoAsync(new Uri(system.Dashboard, "/traces").ToString());
        var trace = page.GetByRole(AriaRole.Row)
            .Filter(new() { HasText = "frontend" }).Filter(new() { HasText = "api" }).Filter(new() { HasText = "worker" });
        await Expect(trace.First).ToBeVisibleAsync(new() { Timeout = 60_000 });
    });

    [Fact]
    public async Task No_secret_stands_in_a_command_line_in_the_console_or_in_clear_on_the_dashboard()
    {
        var secrets = Secrets();
        Assert.True(secrets.Count >= 8);
        Assert.All(system.Processes(), process => Assert.All(secrets, secret => Assert.DoesNotContain(secret, process.CommandLine, StringComparison.Ordinal)));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, system.Output, StringComparison.Ordinal));

        await VisitAsync(nameof(No_secret_stands_in_a_command_line_in_the_console_or_in_clear_on_the_dashboard), async page =>
        {
            foreach (var path in new[] { "/", "/?view=Parameters", "/?resource=redis", "/?resource=postgres", "/consolelogs/resource/redis-server", "/consolelogs/resource/postgres-server", "/consolelogs/resource/migrations" })
            {
                await page.GotoAsync(new Uri(system.Dashboard, path).ToString());
                await page.WaitForLoadStateAsync(LoadState.Load);
                var text = await page.InnerTextAsync("body");
                Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            }
        });
    }

    private Task VisitAsync(string test, Func<IPage, Task> visit) => browser.Chromium.VisitAsync(
        test,
        async page =>
        {
            await page.GotoAsync(system.Dashboard.ToString());
            await Expect(page.GetByText("frontend").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
            await visit(page);
        },
        expectedComplaints: Browser.AnyComplaint);

    private static ILocator Row(IPage page, string resource)
        => page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) }).First;

    private static Task ClickAsync(ILocator row, string command) => row.Locator($"fluent-button[title^={command}]").ClickAsync();

    [GeneratedRegex("Finished|Exited", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Ended();

    // The service's own process: DCP starts `dotnet run`, and that starts it.
    private const string Worker = "Voting.Worker/bin/Debug/net10.0/Voting.Worker";

    // DCP says "Running" when it has made the process, which may not have become the program's yet.
    private async Task<int> OneAsync(string program)
    {
        List<int> Running() => [.. system.Processes().Where(process => process.CommandLine.Contains(program, StringComparison.Ordinal) && !process.CommandLine.Contains("monitor-process", StringComparison.Ordinal)).Select(process => process.Id)];
        List<int> found = [];
        // The same look that found one is judged: PostgreSQL's children carry its command line for a moment.
        await UntilAsync(() => (found = Running()).Count == 1);
        return Assert.Single(found);
    }

    private async Task GoneAsync(int id)
    {
        await UntilAsync(() => system.Processes().All(process => process.Id != id));
        Assert.DoesNotContain(system.Processes(), process => process.Id == id);
    }

    // What it waits for in vain is told by the assertion that follows.
    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(15); !condition() && DateTime.UtcNow < deadline;)
        {
            await Task.Delay(50);
        }
    }

    // The dashboard's page breaks now and then ("An unhandled error has occurred. Reload") when its menu is open while the row changes,
    // say from unhealthy to healthy. A person waits, or reloads and tries again.
    private async Task RestartAsync(IPage page, ILocator row, int before)
    {
        bool IsGone() => system.Processes().All(process => process.Id != before);
        for (var attempt = 0; attempt < 3 && !IsGone(); attempt++)
        {
            if (attempt > 0)
            {
                await page.ReloadAsync();
            }

            await Expect(row).Not.ToContainTextAsync("Unhealthy", new() { Timeout = 30_000 });
            await row.GetByTitle("Actions").ClickAsync();
            // A resource with many commands has them in a menu of their own.
            var restart = page.GetByRole(AriaRole.Menuitem, new() { Name = "Restart", Exact = true });
            var commands = page.Locator("fluent-menu-item", new() { HasText = "Commands" }).First;
            await Expect(restart.Or(commands).First).ToBeVisibleAsync();
            if (await commands.IsVisibleAsync())
            {
                await commands.ClickAsync();
            }

            await restart.First.ClickAsync();
            await UntilAsync(IsGone);
        }
    }

    private static async Task KillAsync(int id)
    {
        using var kill = System.Diagnostics.Process.Start("kill", ["-KILL", $"{id}"]);
        await kill.WaitForExitAsync();
    }

    // The values that the AppHost generated for its secret parameters.
    private static List<string> Secrets()
        => [.. new ConfigurationBuilder().AddUserSecrets(typeof(Projects.AppHost).Assembly).Build()
            .GetSection("Parameters").GetChildren().Select(parameter => parameter.Value!)];
}
