using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace AppHost.Tests;

/// <summary>One of the scripts that run a store as a process, started as DCP starts it.</summary>
internal sealed class StoreScript : IAsyncDisposable
{
    public const string Password = "Secret0Of1The2Store3";

    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);
    private readonly Process _process = new();
    private readonly StringBuilder _output = new();

    private StoreScript(int port) => Port = port;

    public int Port { get; }

    public int Id => _process.Id;

    /// <summary>Everything it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts <c>redis.sh</c> on a free port.</summary>
    public static StoreScript Redis(string data, string user = "", string? path = null)
        => Start("redis.sh", data, user, path, new() { ["REDIS_PASSWORD"] = Password }, "exec redis-server", "--requirepass", "$REDIS_PASSWORD", "--save", "60", "1", "--appendonly", "yes", "--appendfsync", "always");

    /// <summary>Starts <c>postgres.sh</c> on a free port.</summary>
    public static StoreScript Postgres(string data, string user = "", string? path = null)
        => Start("postgres.sh", data, user, path, new()
        {
            ["POSTGRES_USER"] = "postgres",
            ["POSTGRES_PASSWORD"] = Password,
            ["POSTGRES_INITDB_ARGS"] = "--auth-host=scram-sha-256 --auth-local=scram-sha-256",
        });

    /// <summary>Waits until the store answers its own client program.</summary>
    public async Task AnswersAsync()
    {
        var waited = Stopwatch.StartNew();
        while (!await AnsweredAsync())
        {
            Assert.True(waited.Elapsed < _timeout && !_process.HasExited, $"No answer from the store:{Environment.NewLine}{Output}");
            await Task.Delay(50);
        }
    }

    /// <summary>Asks the store by <c>redis-cli</c> or <c>psql</c>, whichever is its own.</summary>
    public async Task<(string Answer, bool Success)> AskAsync(params string[] question)
    {
        string[] client = _process.StartInfo.ArgumentList.Any(argument => argument.EndsWith("redis.sh", StringComparison.Ordinal))
            ? ["redis-cli", "-p", $"{Port}", "--no-auth-warning", .. question]
            : ["psql", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-Atc", .. question];
        using var process = new Process { StartInfo = new(client[0], client[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false } };
        process.StartInfo.Environment["REDISCLI_AUTH"] = process.StartInfo.Environment["PGPASSWORD"] = Password;
        process.Start();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (answer.Trim(), process.ExitCode == 0);
    }

    /// <summary>Waits until it has written a text.</summary>
    public async Task SaysAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); !Output.Contains(text, StringComparison.Ordinal); await Task.Delay(20))
        {
            Assert.True(waited.Elapsed < _timeout, $"'{text}' is not in:{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Tells the script to end, as DCP does, and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        await SignalAsync(Id, "TERM");
        return await EndAsync();
    }

    /// <summary>Sends a signal to a process and does not wait for what it does.</summary>
    public static async Task SignalAsync(int id, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{id}"]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(_timeout);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync();
        }

        _process.Dispose();
    }

    private static StoreScript Start(string script, string data, string user, string? path, Dictionary<string, string> environment, params string[] arguments)
    {
        var store = new StoreScript(FreePort());
        string[] command = ["/bin/sh", Path.Combine(Folder(), script), data, $"{store.Port}", .. arguments];
        if (user.Length > 0)
        {
            command = ["/usr/bin/setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", .. command];
        }

        var start = store._process.StartInfo = new(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/" };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        store._process.OutputDataReceived += (_, line) => store.Keep(line.Data);
        store._process.ErrorDataReceived += (_, line) => store.Keep(line.Data);
        store._process.Start();
        store._process.BeginOutputReadLine();
        store._process.BeginErrorReadLine();
        return store;
    }

    private async Task<bool> AnsweredAsync()
    {
        var isRedis = _process.StartInfo.ArgumentList.Any(argument => argument.EndsWith("redis.sh", StringComparison.Ordinal));
        return await AskAsync(isRedis ? "PING" : "select 'PONG'") is ("PONG", true);
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../AppHost/Stores"));
}
