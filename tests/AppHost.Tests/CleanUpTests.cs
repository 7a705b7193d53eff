namespace AppHost.Tests;

/// <summary>However the AppHost ends, nothing of it stays.</summary>
public sealed class CleanUpTests
{
    [Fact]
    public async Task An_interrupted_app_host_stops_everything_and_exits_with_zero()
    {
        var system = new AppHostProcess();
        try
        {
            await system.InitializeAsync();

            Assert.Equal(0, await system.StopAsync("INT"));

            await system.NothingIsLeftAsync(TimeSpan.FromSeconds(15));
        }
        finally
        {
            await system.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_killed_app_host_leaves_no_process_behind()
    {
        var system = new AppHostProcess();
        try
        {
            await system.InitializeAsync();
            Assert.True(system.Processes().Count > 8);

            await system.StopAsync("KILL");

            await system.NothingIsLeftAsync(TimeSpan.FromSeconds(15));
        }
        finally
        {
            await system.DisposeAsync();
        }
    }
}
