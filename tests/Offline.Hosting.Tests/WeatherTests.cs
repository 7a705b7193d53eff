using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.DependencyInjection;

namespace Offline.Hosting.Tests;

/// <summary>What goes wrong with programs, ports and parameters is a state on the dashboard and a sentence on the console.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class WeatherTests
{
    [Fact]
    public async Task A_program_that_does_not_exist_fails_to_start_and_both_consoles_say_why()
    {
        await using var running = await RunningModel.StartAsync(b => b.Program("ghost", "no-such-program-here", "x"));

        var ghost = await running.SeeAsync("ghost", KnownResourceStates.FailedToStart);

        await running.ShowsAsync(ghost, "no-such-program-here");
        await running.SaysAsync("'ghost' failed to start", "no-such-program-here");
    }

    [Fact]
    public async Task A_program_that_crashes_at_start_leaves_its_exit_code_and_its_last_words()
    {
        await using var running = await RunningModel.StartAsync(b => b.Program("crash", "sh", "-c", "echo working; echo the disk is full >&2; exit 3"));

        var crashed = await running.SeeAsync("crash", KnownResourceStates.Finished);

        Assert.Equal(3, crashed.Snapshot.ExitCode);
        Assert.Equal(KnownResourceStateStyles.Error, crashed.Snapshot.State!.Style);
        await running.SaysAsync("'crash' ended with exit code 3", "the disk is full");
    }

    [Fact]
    public async Task Of_an_unhandled_exception_the_console_says_the_message_and_not_the_stack()
    {
        await using var running = await RunningModel.StartAsync(
            b => b.Program("crash", "sh", "-c", "printf 'Unhandled exception. System.Exception: no key\\n   at Program.Main()\\n' >&2; exit 134"));

        Assert.DoesNotContain("at Program.Main", await running.SaysAsync("exit code 134", "System.Exception: no key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_what_never_gets_healthy_says_so_and_can_be_stopped()
    {
        await using var running = await RunningModel.StartAsync(b =>
        {
            var never = b.Program("never").WithHttpEndpoint(env: "PORT").WithHttpHealthCheck("/ready");
            b.Program("waiter").WaitFor(never);
            b.Services.Configure<RunPatience>(patience => patience.UntilReminder = TimeSpan.FromMilliseconds(200));
        });

        var waiter = await running.SeeAsync("waiter", KnownResourceStates.Waiting);
        await running.ShowsAsync(waiter, "Waiting for resource 'never' to become healthy.");
        await running.SaysAsync("'waiter' still waits: 'never'", "unhealthy (http://localhost");
        Assert.Equal(["never"], (string[])Property(running, waiter, "resource.waitingFor")!);

        await running.CommandAsync("waiter", KnownResourceCommands.StopCommand);
        await running.SeeAsync("waiter", KnownResourceStates.Exited);
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_a_state_and_who_needs_it_waits_for_it_by_name()
    {
        await using var running = await RunningModel.StartAsync(b =>
        {
            var parameter = b.AddParameter("nobody-knows");
            b.Program("needy").WithEnvironment("X", ReferenceExpression.Create($"x={parameter}"));
            b.AddRedis("redis", password: parameter);
        });

        await running.SeeAsync("nobody-knows", KnownResourceStates.ValueMissing);
        await running.SaysAsync("'nobody-knows' has no value", "Parameters__nobody_knows", "dotnet user-secrets set Parameters:nobody-knows");
        foreach (var name in new[] { "needy", "redis" })
        {
            var waiting = await running.SeeAsync(name, KnownResourceStates.Waiting);
            await running.ShowsAsync(waiting, "nobody-knows");
            await running.CommandAsync(name, KnownResourceCommands.StopCommand);
            await running.SeeAsync(name, KnownResourceStates.Exited);
        }
    }

    [Fact]
    public async Task A_taken_port_is_named_and_freeing_it_lets_the_resource_start()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var running = await RunningModel.StartAsync(b => b.Program("web").WithHttpEndpoint(port: port, env: "PORT"), "DcpPublisher:RandomizePorts=false");
        var web = await running.SeeAsync("web", KnownResourceStates.FailedToStart);
        await running.ShowsAsync(web, $"Port {port}");
        await running.SaysAsync($"Port {port}", "'web'", "taken by another process");

        taken.Stop();
        await running.CommandAsync("web", KnownResourceCommands.StartCommand);

        await running.HealthyAsync("web");
    }

    [Fact]
    public async Task A_port_that_is_none_is_refused_by_name()
    {
        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunningModel.StartAsync(b => b.Program("web").WithHttpEndpoint(port: 99_999)));
        Assert.Contains("99999", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "was not found")]
    [InlineData("this is no program", "cannot run on this machine")]
    [InlineData("#!/bin/sh\necho out of order >&2; exit 3", "out of order")]
    public async Task Without_a_dcp_that_runs_here_the_start_ends_with_a_sentence(string? content, string said)
    {
        var folder = Directory.CreateTempSubdirectory("voting-bundle-");
        try
        {
            if (content is not null)
                Programs.Write(folder, "dcp", content);

            var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunningModel.StartAsync(b => b.Program("p"), $"ASPIRE_DCP_PATH={folder.FullName}"));
            Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_port_that_one_app_host_has_taken_is_no_other_ones_until_it_ends()
    {
        using var first = new PortAllocator();
        using var second = new PortAllocator();
        var port = first.Free();

        Assert.True(first.TryTake(port));
        Assert.False(second.TryTake(port));
        first.Dispose();
        Assert.True(second.TryTake(port));
    }

    private static object? Property(RunningModel running, ResourceEvent seen, string name)
        => running.App.ResourceNotifications.TryGetCurrentState(seen.ResourceId, out var now) ? now.Snapshot.Properties.Single(p => p.Name == name).Value : null;
}
