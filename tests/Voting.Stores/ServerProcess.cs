using System.Diagnostics;

namespace Voting.Stores;

/// <summary>A server of this machine, run for one test in a folder of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);
    private readonly ProcessStartInfo _start;
    private readonly List<string> _output = [];
    private Process? _process;

    public ServerProcess(string program, IEnumerable<string> arguments, string? user = null)
    {
        // setpriv becomes the program, so that the pid is the server's own.
        string[] command = user is null
            ? [program, .. arguments]
            : ["/usr/bin/setpriv", $"--reuid={user}", $"--regid={user}", "--init-groups", program, .. arguments];
        _start = new ProcessStartInfo(command[0], command[1..]) 
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
    }

    private Process Running => _process ?? throw new InvalidOperationException($"{_start.FileName} is not running.");

    public int ProcessId => Running.Id;

    public bool IsRunning => _process is { HasExited: false };

    public async Task StartAsync(Func<CancellationToken, Task> answers)
    {
        var process = new Process { StartInfo = _start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _process = process;

        using var deadline = new CancellationTokenSource(_deadline);
        while (true)
        {
            try
            {
                await answers(deadline.Token);
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                if (process.HasExited || deadline.IsCancellationRequested)
                {
                    throw new InvalidOperationException($"{_start.FileName} did not start:\n{Output()}", error);
                }

                await Task.Delay(50);
            }
        }
    }

    /// <summary>Ends the server by <paramref name="signal"/> (a name that the shell knows) and waits until it is gone.</summary>
    public async Task EndAsync(string signal)
    {
        var process = Running;
        Signal(signal, $"{process.Id}");
        await process.WaitForExitAsync();
        process.Dispose();
        _process = null;
    }

    /// <summary>Stops every process of the server in its tracks, or lets it go on.</summary>
    public void Freeze(bool frozen)
    {
        foreach (var child in File.ReadAllText($"/proc/{Running.Id}/task/{Running.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Signal(frozen ? "STOP" : "CONT", child);
        }

        Signal(frozen ? "STOP" : "CONT", $"{Running.Id}");
    }

    /// <summary>Ends the server by <paramref name="signal"/> if it runs.</summary>
    public async Task EndIfRunningAsync(string signal)
    {
        if (_process is { HasExited: false })
        {
            Freeze(frozen: false);
            await EndAsync(signal);
        }
    }

    public async ValueTask DisposeAsync() => await EndIfRunningAsync("KILL");

    private static void Signal(string signal, string process)
    {
        // The shell's own kill: a slim machine has no other.
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {process}"]);
        kill.WaitForExit();
    }

    /// <summary>Where <paramref name="name"/> is, or a fault that says how to install it.</summary>
    public static string Find(string name, string package, IEnumerable<string> folders)
        => folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException($"{name} is not on this machine. Install it: apt-get install -y {package}");

    /// <summary>Runs a short program to its end.</summary>
    public static async Task RunAsync(string program, IEnumerable<string> arguments, string? user)
    {
        await using var server = new ServerProcess(program, arguments, user);
        await server.StartAsync(_ => Task.CompletedTask);
        await server.Running.WaitForExitAsync();
        if (server.Running.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} failed:\n{server.Output()}");
        }

        server._process = null;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            if (line is not null && _output.Count < 200)
            {
                _output.Add(line);
            }
        }
    }

    private string Output()
    {
        lock (_output)
        {
            return string.Join('\n', _output);
        }
    }
}
