using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AppHost.Tests;

/// <summary>A store that cannot start says why on the AppHost's console and on the dashboard; the AppHost lives on, so that a person can start it again.</summary>
[Collection(nameof(RunningAppHost))]
public sealed class StoreFailureTests(AppHostProcess system, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task A_second_app_host_on_the_same_data_is_refused_with_one_line_and_the_first_goes_on()
    {
        await using var second = new AppHostProcess(new() { Data = system.Settings.Data, KeepData = true });
        await second.StartAsync();

        await second.SaysAsync("Resource 'redis-server' ended with exit code 75");
        await second.SaysAsync("Stop that one, then start this resource again.");

        using var api = new HttpClient { BaseAddress = system.Api };
        var before = await api.CountedAsync();
        await api.CastAcceptedAsync("cats");
        await api.WaitForCountAsync(before + 1);
    }

    [Fact]
    public async Task A_missing_program_and_a_damaged_data_folder_are_told_on_the_console_and_on_the_dashboard()
    {
        using var programs = new ProgramsWithout("redis-server");
        var settings = new AppHostSettings { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PATH"] = programs.Path } };
        var volume = Path.GetFileName(Directory.GetDirectories(Path.Combine(system.Settings.Data.FullName, "voting"), "*-postgres-data").Single());
        Directory.CreateDirectory(Path.Combine(settings.Data.FullName, "voting", volume, "pgdata"));
        const string missing = "'redis-server' is not installed. Install it, then start this resource again: sudo apt-get install redis-server";
        const string damaged = "is no PostgreSQL database, or a damaged one. It is left as it is";

        await using var broken = new AppHostProcess(settings);
        await broken.StartAsync();

        await broken.SaysAsync("Resource 'redis-server' ended with exit code 127");
        await broken.SaysAsync(missing);
        await broken.SaysAsync("Resource 'postgres-server' ended with exit code 65");
        await broken.SaysAsync(damaged);
        await broken.SaysAsync("/login?t=");
        await browser.Chromium.VisitAsync(
            nameof(A_missing_program_and_a_damaged_data_folder_are_told_on_the_console_and_on_the_dashboard),
            async page =>
            {
                await page.GotoAsync(broken.Dashboard.ToString());
                foreach (var (resource, text) in new[] { ("redis-server", missing), ("postgres-server", damaged) })
                {
                    await page.GotoAsync(new Uri(broken.Dashboard, $"/consolelogs/resource/{resource}").ToString());
                    await Expect(page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 60_000 });
                }
            },
            expectedComplaints: Browser.AnyComplaint);
    }
}
