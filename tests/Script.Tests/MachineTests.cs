using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Script.Tests;

public sealed class MachineTests : IDisposable
{
    private readonly Shell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task A_free_port_is_taken_as_it_is()
    {
        var port = FreePort();

        var (output, _) = await _shell.RunAsync($"choose_port frontend {port}; echo $CHOSEN");

        Assert.Equal($"{port}\n", output);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("0.0.0.0")]
    public async Task A_port_in_use_is_replaced_and_the_person_is_told(string address)
    {
        using var listener = new TcpListener(IPAddress.Parse(address), 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var (output, _) = await _shell.RunAsync($"choose_port frontend {port}; echo $CHOSEN");

        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains($"Port {port} is taken: the frontend is on port", lines[0], StringComparison.Ordinal);
        Assert.True(int.Parse(lines[1], CultureInfo.InvariantCulture) >= port + 10);
    }

    [Fact]
    public async Task Two_clones_that_choose_in_the_same_second_get_different_ports()
    {
        using var other = new Shell();
        var port = FreePort();
        // Both share one cache, as two clones of one user do; each goes on holding its port while the other one chooses.
        var choose = $"CACHE='{_shell.Folder}'; choose_port frontend {port}; echo $CHOSEN; touch \"$CACHE/$$.chosen\"; until [ $(ls \"$CACHE\" | grep -c chosen) = 2 ]; do sleep 0.05; done";

        var results = await Task.WhenAll(_shell.RunAsync(choose), other.RunAsync(choose));

        Assert.Equal([$"{port}", $"{port + 10}"], results.Select(result => result.Output.Trim().Split('\n')[^1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_goes_wrong_is_told_once_with_the_last_lines_of_what_failed_and_nothing_else_is()
    {
        _shell.Write("apphost.log", """
            info: Aspire.Hosting.DistributedApplication[1]
                  Distributed application starting.
            fail: AppHost.FailureConsole[1]
                  Resource 'redis-server' ended with exit code 127. Its last lines:
                  'redis-server' is not installed.
            warn: Microsoft.AspNetCore.DataProtection[35]
                  No XML encryptor configured.
            warn: Aspire.Hosting.Dcp.DcpHost[0]
                  Something about the host.

            """);

        var (output, _) = await _shell.RunAsync($"APPHOST_LOG='{_shell.Folder}/apphost.log'; tell_troubles; tell_troubles");

        Assert.Equal("  ! Resource 'redis-server' ended with exit code 127. Its last lines:\n  ! 'redis-server' is not installed.\n  ! Something about the host.\n", output);
    }

    [Fact]
    public async Task A_container_engine_that_does_not_work_ends_the_waiting_with_the_remedy()
    {
        var (output, exitCode) = await AwaitAsync("warn: Aspire.Hosting.Dcp[0]\n      Container runtime 'docker' was found but appears to be unhealthy.\n", giveUp: 60);

        Assert.Equal(1, exitCode);
        Assert.Contains("! Container runtime 'docker' was found", output, StringComparison.Ordinal);
        Assert.Contains("./voting up --Stores=processes", output, StringComparison.Ordinal);
        Assert.Contains("Stopped", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_what_never_gets_healthy_has_an_end()
    {
        var (output, exitCode) = await AwaitAsync("", giveUp: 1);

        Assert.Equal(1, exitCode);
        Assert.Contains("the api was not healthy after 1 s", output, StringComparison.Ordinal);
        Assert.Contains("Stopped", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, false)]
    [InlineData("", false, true)]
    [InlineData("--Stores=processes", true, true)]
    [InlineData("--Stores=containers", false, false)]
    public async Task Stores_are_this_machines_programs_where_no_engine_answers_or_the_setting_says_so(string setting, bool engine, bool processes)
    {
        var (output, _) = await _shell.RunAsync($"unset Stores; has_engine() {{ {(engine ? "true" : "false")}; }}; stores_are_processes --Replicas:Api=2 {setting} && echo processes || echo containers");

        Assert.Equal(processes ? "processes\n" : "containers\n", output);
    }

    [Fact]
    public async Task An_engine_is_asked_and_not_only_looked_for()
    {
        _shell.Write("docker", "#!/bin/sh\nexit 1\n");

        var (output, _) = await _shell.RunAsync($"unset ASPIRE_CONTAINER_RUNTIME; chmod +x '{_shell.Folder}/docker'; PATH='{_shell.Folder}':$PATH; has_engine && echo answers || echo silent");

        Assert.Equal("silent\n", output);
    }

    [Fact]
    public async Task A_service_that_accepts_and_stays_silent_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        var (output, exitCode) = await _shell.RunAsync($"echo \"[$(http_status {((IPEndPoint)silent.LocalEndpoint).Port} /ready)]\"");

        Assert.Equal(("[]\n", 0), (output, exitCode));
    }

    [Fact]
    public async Task A_second_up_is_told_where_the_first_one_runs()
    {
        _shell.Write("urls", "  Frontend   http://localhost:3000\n");
        _shell.Write("pid", "4711");

        var (output, exitCode) = await _shell.RunAsync("exec 7>>\"$STATE/up.lock\"; flock -n 7; up");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("running already (process 4711)", output, StringComparison.Ordinal);
        Assert.Contains("http://localhost:3000", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_root_and_sudo_the_missing_packages_are_named_with_the_command_for_them()
    {
        var (output, exitCode) = await _shell.RunAsync(
            "id() { echo 1000; }; command() { [ \"$2\" = apt-get ]; }\ninstall_packages redis-server postgresql");

        Assert.Equal(1, exitCode);
        Assert.Contains("apt-get install -y redis-server postgresql", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_system_without_apt_nothing_is_tried_and_the_packages_are_named()
    {
        var (output, exitCode) = await _shell.RunAsync("command() { return 1; }\ninstall_packages redis-server");

        Assert.Equal(1, exitCode);
        Assert.Contains("not Debian or Ubuntu", output, StringComparison.Ordinal);
        Assert.Contains("redis-server", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_step_is_never_silent_for_more_than_five_seconds()
    {
        var (output, exitCode) = await _shell.RunAsync("step Waiting sleep 9");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"… Waiting, [45] s\n  … Waiting, [89] s\n  Waiting \([0-9]+ s\)", output);
    }

    [Fact]
    public async Task A_failed_step_shows_its_output_and_ends_the_script()
    {
        var (output, exitCode) = await _shell.RunAsync("step Building bash -c 'echo no such project; exit 3'\necho went on");

        Assert.Equal(1, exitCode);
        Assert.Contains("no such project", output, StringComparison.Ordinal);
        Assert.DoesNotContain("went on", output, StringComparison.Ordinal);
    }

    // What `up` does once the AppHost runs: here a process that writes nothing and serves nothing.
    private Task<(string Output, int ExitCode)> AwaitAsync(string log, int giveUp)
    {
        _shell.Write("apphost.log", log);
        var port = FreePort();
        return _shell.RunAsync($"APPHOST_LOG='{_shell.Folder}/apphost.log' GIVE_UP={giveUp} API={port} WORKER={port} RESULTS={port} FRONTEND={port} DASHBOARD={port}; sleep 60 & APPHOST=$!; await_healthy");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
