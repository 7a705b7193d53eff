using System.Diagnostics;

namespace Offline.Hosting.Tests;

/// <summary>Applications that really run: DCP, redis-server, postgres.</summary>
public sealed class RunningTests : IDisposable
{
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(3));

    private CancellationToken Deadline => _deadline.Token;

    public void Dispose() => _deadline.Dispose();

    [Fact]
    public async Task Redis_and_a_database_run_become_healthy_and_leave_nothing_behind()
    {
        string[] programs;
        await using (var builder = Model.Create())
        {
            builder.AddRedis("redis");
            builder.AddPostgres("postgres").AddDatabase("votes");
            await using var app = await builder.BuildAsync(Deadline);
            await app.StartAsync(Deadline);

            await Task.WhenAll(
                app.ResourceNotifications.WaitForResourceHealthyAsync("redis", Deadline),
                app.ResourceNotifications.WaitForResourceHealthyAsync("votes", Deadline));

            Assert.Contains(",password=", await app.GetConnectionStringAsync("redis", Deadline), StringComparison.Ordinal);
            Assert.EndsWith(";Database=votes", await app.GetConnectionStringAsync("votes", Deadline), StringComparison.Ordinal);
            var password = (await app.GetConnectionStringAsync("redis", Deadline))!.Split(",password=")[1];
            programs = Processes(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.DoesNotContain(Processes(""), line => line.Contains(password, StringComparison.Ordinal));
        }

        Assert.NotEmpty(programs);
        await UntilAsync(() => Processes($"aspire-run-{Environment.ProcessId}-").Length == 0);
    }

    [Fact]
    public async Task A_program_is_stopped_started_and_restarted()
    {
        await using var builder = Model.Create();
        builder.Program("sleeper");
        await using var app = await builder.BuildAsync(Deadline);
        await app.StartAsync(Deadline);
        var first = await app.ResourceNotifications.WaitForResourceHealthyAsync("sleeper", Deadline);

        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("sleeper", KnownResourceCommands.StopCommand, Deadline)).Success);
        await app.ResourceNotifications.WaitForResourceAsync("sleeper", KnownResourceStates.Exited, Deadline);
        Assert.True((await app.ResourceCommands.ExecuteCommandAsync("sleeper", KnownResourceCommands.StartCommand, Deadline)).Success);
        var second = await app.ResourceNotifications.WaitForResourceHealthyAsync("sleeper", Deadline);
        Assert.NotEqual(Pid(first), Pid(second));

        Assert.True((await app.ResourceCommands.ExecuteCommandAsync(second.ResourceId, KnownResourceCommands.RestartCommand, Deadline)).Success);
        var third = await app.ResourceNotifications.WaitForResourceAsync("sleeper", e => e.Snapshot.State?.Text == KnownResourceStates.Running && !Equals(Pid(e), Pid(second)), Deadline);
        Assert.Equal(first.ResourceId, third.ResourceId);
    }

    [Fact]
    public async Task What_waits_for_completion_starts_after_it_and_only_after_success()
    {
        await using var builder = Model.Create();
        var good = builder.Program("good", "true", "x");
        var bad = builder.Program("bad", "false", "x");
        builder.Program("after-good").WaitForCompletion(good);
        builder.Program("after-bad").WaitForCompletion(bad);
        await using var app = await builder.BuildAsync(Deadline);
        await app.StartAsync(Deadline);

        await app.ResourceNotifications.WaitForResourceHealthyAsync("after-good", Deadline);
        await app.ResourceNotifications.WaitForResourceAsync("after-bad", KnownResourceStates.FailedToStart, Deadline);
        var seen = await app.ResourceNotifications.WaitForResourceAsync("bad", KnownResourceStates.TerminalStates, Deadline);
        Assert.Equal(KnownResourceStates.Finished, seen);
    }

    [Fact]
    public async Task Two_applications_in_one_process_do_not_meet()
    {
        await using var one = Model.Create();
        await using var two = Model.Create();
        one.AddRedis("redis");
        two.AddRedis("redis");
        await using var first = await one.BuildAsync(Deadline);
        await using var second = await two.BuildAsync(Deadline);
        await Task.WhenAll(first.StartAsync(Deadline), second.StartAsync(Deadline));

        await Task.WhenAll(
            first.ResourceNotifications.WaitForResourceHealthyAsync("redis", Deadline),
            second.ResourceNotifications.WaitForResourceHealthyAsync("redis", Deadline));

        Assert.NotEqual(await first.GetConnectionStringAsync("redis", Deadline), await second.GetConnectionStringAsync("redis", Deadline));
    }

    private static object? Pid(ResourceEvent e) => e.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value;

    /// <summary>Command lines of all processes that mention a text.</summary>
    private static string[] Processes(string text)
    {
        List<string> lines = [];
        foreach (var process in Process.GetProcesses())
        {
            try
            {
                lines.Add(File.ReadAllText($"/proc/{process.Id}/cmdline").Replace('\0', ' '));
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return [.. lines.Where(l => l.Contains(text, StringComparison.Ordinal))];
    }

    private async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(100, Deadline);
        }
    }
}
