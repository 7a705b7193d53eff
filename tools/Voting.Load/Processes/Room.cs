using System.Diagnostics;
using System.Globalization;
using Voting.Stores;

namespace Voting.Load.Processes;

/// <summary>One real process of ours: started, frozen, killed and restarted by its own pid. A restart keeps its port.</summary>
internal sealed class Room(string name, string program, IReadOnlyDictionary<string, string> environment, string logFolder) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly string _log = Path.Combine(logFolder, $"{name}.log");
    private Process? _process;

    public string Name => name;

    public int Port { get; } = FreePort.Find();

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public int ProcessId => _process?.Id ?? throw new InvalidOperationException($"{name} is not running.");

    public bool IsRunning => _process is { HasExited: false };

    public void Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
                ["DOTNET_NOLOGO"] = "1",
            },
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until the room's own readiness says yes.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        var deadline = Stopwatch.GetTimestamp() + (long)(_patience.TotalSeconds * Stopwatch.Frequency);
        while (!await IsReadyAsync(ct))
        {
            if (!IsRunning || Stopwatch.GetTimestamp() > deadline)
            {
                throw new InvalidOperationException($"{name} did not become ready. The end of its log:\n{LogTail()}");
            }

            await Task.Delay(50, ct);
        }
    }

    /// <summary>Waits for a process that ends by itself; its exit code must be 0.</summary>
    public async Task RunToEndAsync(CancellationToken ct, params string[] arguments)
    {
        Start(arguments);
        await _process!.WaitForExitAsync(ct);
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{name} failed. The end of its log:\n{LogTail()}");
        }
    }

    /// <summary>SIGKILL: what it had in hand is gone.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>SIGTERM: it finishes what it has in hand.</summary>
    public Task StopAsync() => EndAsync("TERM");

    public void Freeze() => Signals.Send("STOP", ProcessId);

    public void Thaw() => Signals.Send("CONT", ProcessId);

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        _process?.Dispose();
    }

    public string LogTail(int lines = 20)
    {
        lock (_log)
        {
            return File.Exists(_log) ? string.Join('\n', File.ReadLines(_log).TakeLast(lines)) : "(empty)";
        }
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            File.AppendAllText(_log, $"{line}\n");
        }
    }

    private async Task EndAsync(string signal)
    {
        var process = _process ?? throw new InvalidOperationException($"{name} is not running.");
        Signals.Send(signal, process.Id);
        await process.WaitForExitAsync();
    }

    private async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/ready"), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>Signals to processes that this program started.</summary>
internal static class Signals
{
    public static void Send(string signal, int process)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
