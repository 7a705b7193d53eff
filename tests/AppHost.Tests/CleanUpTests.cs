namespace AppHost.Tests;

/// <summary>However the AppHost ends, no process of it stays, and no vote is lost.</summary>
public sealed class CleanUpTests
{
    [Fact]
    public async Task A_killed_app_host_leaves_no_process_and_the_next_one_waits_for_its_stores_and_ctrl_c_stops_everything()
    {
        var settings = new AppHostSettings();
        await using var second = new Started(settings);
        await using var first = new Started(new() { Data = settings.Data, KeepData = true });
        await first.WithOneVoteAsync();
        var stores = second.System.Processes();
        Assert.Contains(stores, process => process.CommandLine.Contains("redis-server", StringComparison.Ordinal));
        Assert.Contains(stores, process => process.CommandLine.Contains("postgres", StringComparison.Ordinal));

        await first.System.StopAsync("KILL");

        // At once, while the stores of the first still hold their data; its ports too, so on others, as ./voting up does.
        await Task.WhenAll(second.HasOneVoteAsync(), first.System.NothingIsLeftAsync(TimeSpan.FromSeconds(15)));
        Assert.Empty(stores.Select(store => store.Id).Intersect(second.System.Processes().Select(process => process.Id)));

        Assert.Equal(0, await second.System.StopAsync("INT"));
        await second.System.NothingIsLeftAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_user_who_is_not_root_runs_the_same_system_and_a_kill_leaves_nothing_of_it()
    {
        await using var started = new Started(new() { Unprivileged = true });
        await started.WithOneVoteAsync();

        await started.System.StopAsync("KILL");
        await started.System.NothingIsLeftAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task An_app_host_that_is_stopped_while_it_starts_leaves_nothing()
    {
        var system = new AppHostProcess();
        try
        {
            await system.StartAsync();
            await system.SaysAsync("Application host directory is");

            await system.StopAsync("TERM");

            await system.NothingIsLeftAsync(TimeSpan.FromSeconds(15));
        }
        finally
        {
            await system.DisposeAsync();
        }
    }

    private sealed class Started(AppHostSettings settings) : IAsyncDisposable
    {
        public AppHostProcess System { get; } = new(settings);

        public async Task WithOneVoteAsync()
        {
            await System.InitializeAsync();
            using var api = new HttpClient { BaseAddress = System.Api };
            await api.CastAcceptedAsync("cats");
            await api.WaitForCountAsync(1);
        }

        public async Task HasOneVoteAsync()
        {
            await System.InitializeAsync();
            using var api = new HttpClient { BaseAddress = System.Api };
            await api.WaitForCountAsync(1);
        }

        public async ValueTask DisposeAsync() => await System.DisposeAsync();
    }
}
