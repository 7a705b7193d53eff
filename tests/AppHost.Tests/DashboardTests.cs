using Microsoft.Extensions.Configuration;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AppHost.Tests;

/// <summary>What a person sees in the Aspire dashboard.</summary>
public sealed class DashboardTests(AppHostProcess system, Browser browser) : IClassFixture<AppHostProcess>, IClassFixture<Browser>
{
    private static readonly string[] _resources = ["postgres", "redis", "migrations", "api", "worker", "results", "frontend"];

    [Fact]
    public Task The_resources_page_shows_every_process_and_store() => browser.RunAsync(async context =>
    {
        var page = await OpenAsync(context);
        foreach (var resource in _resources)
        {
            var row = page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByText(resource, new() { Exact = true }) });
            await Expect(row.First).ToContainTextAsync(resource == "migrations" ? "Finished" : "Running");
        }
    });

    [Fact]
    public Task One_trace_holds_the_frontend_the_api_and_the_worker() => browser.RunAsync(async context =>
    {
        var ballot = await context.NewPageAsync();
        await ballot.GotoAsync(system.Frontend.ToString());
        await ballot.GetByRole(AriaRole.Radio, new() { Name = "Dogs" }).CheckAsync();
        await ballot.GetByRole(AriaRole.Button).First.ClickAsync();

        var page = await OpenAsync(context);
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

        await browser.RunAsync(async context =>
        {
            var page = await OpenAsync(context);
            foreach (var path in new[] { "/", "/?view=Parameters", "/?resource=redis", "/?resource=postgres", "/consolelogs/resource/redis", "/consolelogs/resource/postgres", "/consolelogs/resource/migrations" })
            {
                await page.GotoAsync(new Uri(system.Dashboard, path).ToString());
                await page.WaitForLoadStateAsync(LoadState.Load);
                var text = await page.InnerTextAsync("body");
                Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
            }
        });
    }

    private async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(system.Dashboard.ToString());
        await Expect(page.GetByText("frontend").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
        return page;
    }

    // The values that the AppHost generated for its secret parameters.
    private static List<string> Secrets()
        => [.. new ConfigurationBuilder().AddUserSecrets(typeof(Projects.AppHost).Assembly).Build()
            .GetSection("Parameters").GetChildren().Select(parameter => parameter.Value!)];
}
