namespace AppHost.Tests;

/// <summary>What keeps an AppHost from starting is one sentence on its console and exit code 1: no hang, no stack trace.</summary>
[Collection(nameof(RunningAppHost))]
public sealed class BadWeatherTests(AppHostProcess system)
{
    [Fact]
    public Task A_second_app_host_of_the_same_clone_is_told_that_the_first_one_runs()
        => EndsAsync(new() { Data = system.Settings.Data }, "is running already", "Stop that one first");

    [Fact]
    public Task The_dashboards_port_taken_by_another_program_is_named()
        => EndsAsync(new() { Dashboard = system.Settings.Dashboard }, $"Port {system.Settings.Dashboard[0]} for the dashboard is taken", "ASPNETCORE_URLS");

    [Fact]
    public Task Without_the_dashboard_the_person_is_told_how_to_get_it()
        => EndsAsync(new() { Environment = With("ASPIRE_DASHBOARD_PATH", "/nowhere/aspire-managed") }, "was not found at '/nowhere/aspire-managed'", "./voting up");

    [Fact]
    public Task A_port_that_is_none_is_named()
        => EndsAsync(new() { Rooms = [70_000, 70_001, 70_002, 70_003] }, "70001", "from 1 to 65535");

    [Fact]
    public Task A_setting_that_is_no_address_is_told_without_a_stack_trace()
        => EndsAsync(new() { Dashboard = [-1, -2, -3] }, "UriFormatException");

    [Fact]
    public async Task Of_two_that_want_the_same_ports_in_the_same_second_one_runs_and_the_other_says_why_not()
    {
        var settings = new AppHostSettings();
        AppHostProcess[] rivals = [new(settings), new(settings with { Data = new AppHostSettings().Data })];
        try
        {
            await Task.WhenAll(rivals.Select(rival => rival.StartAsync()));

            var ended = await Task.WhenAny(rivals.Select(async rival => (Rival: rival, Code: await rival.EndAsync()))).Unwrap();

            Assert.Equal(1, ended.Code);
            Assert.Contains("is taken by another process", ended.Rival.Output, StringComparison.Ordinal);
            await rivals.Single(rival => rival != ended.Rival).SaysAsync("Login to the dashboard at");
        }
        finally
        {
            await Task.WhenAll(rivals.Select(rival => rival.DisposeAsync().AsTask()));
        }
    }

    private static Dictionary<string, string> With(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private async Task EndsAsync(AppHostSettings settings, params string[] sentences)
    {
        var other = new AppHostProcess(settings);
        await other.StartAsync();

        Assert.Equal(1, await other.EndAsync());

        Assert.All(sentences, sentence => Assert.Contains(sentence, other.Output, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", other.Output, StringComparison.Ordinal);
        await other.NothingIsLeftAsync(TimeSpan.FromSeconds(15));
        if (settings.Data != system.Settings.Data)
            settings.Data.Delete(recursive: true);
    }
}

/// <summary>One AppHost for the classes that look at it from outside.</summary>
[CollectionDefinition(nameof(RunningAppHost))]
public sealed class RunningAppHost : ICollectionFixture<AppHostProcess>;
