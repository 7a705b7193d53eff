using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace AppHost.Tests;

/// <summary>The AppHost as a person starts it: a process of its own, with the dashboard, on free ports and data of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The test framework disposes it, through IAsyncLifetime.")]
public sealed partial class AppHostProcess : IAsyncLifetime
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(3);

    // Inherited by every process of the system, which is how the tests find them all.
    private const string MarkName = "VOTING_TEST_RUN";
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private readonly Process _process = new();
    private readonly StringBuilder _output = new();
    private bool _started;

    public AppHostProcess()
        : this(new AppHostSettings())
    {
    }

    internal AppHostProcess(AppHostSettings settings) => Settings = settings;

    public AppHostSettings Settings { get; }

    public Uri Frontend => Local(Settings.Services[0]);

    public Uri Api => Local(Settings.Services[1]);

    public Uri Results => Local(Settings.Services[2]);

    public Uri Worker => Local(Settings.Services[3]);

    public Uri Gateway => Local(Settings.Services[4]);

    /// <summary>The address that the AppHost prints, with the token that logs in.</summary>
    public Uri Dashboard => new(DashboardLogin().Match(Output).Value);

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

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        await WaitUntilReadyAsync();
    }

    /// <summary>Starts the AppHost and does not wait for anything.</summary>
    public async Task StartAsync()
    {
        // PostgreSQL runs as another user where the tests run as root; it must be able to enter.
        await RunAsync("chmod", "711", Settings.Data.FullName);
        var start = _process.StartInfo;
        // A runner that sits in the background ignores SIGINT, and what it starts would too: Ctrl-C has its meaning back.
        string[] command = ["env", "--default-signal=INT", "dotnet", typeof(Projects.AppHost).Assembly.Location];
        foreach (var (name, value) in Settings.Variables())
        {
            start.Environment[name] = value;
        }

        if (Settings.Unprivileged && Environment.IsPrivilegedProcess)
        {
            command = [.. await UnprivilegedAsync(start), .. command];
        }

        start.FileName = command[0];
        foreach (var argument in command[1..])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment[MarkName] = _mark;
        start.WorkingDirectory = Projects.AppHost.ProjectPath;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _started = true;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits until the AppHost has written a text.</summary>
    public async Task SaysAsync(string text)
    {
        for (var waited = Stopwatch.StartNew(); !Output.Contains(text, StringComparison.Ordinal); await Task.Delay(10))
        {
            Assert.True(waited.Elapsed < _timeout && !_process.HasExited, $"'{text}' is not in:{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Waits until the AppHost ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync()
    {
        using var deadline = new CancellationTokenSource(_timeout);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_started && !_process.HasExited)
        {
            await StopAsync("TERM");
        }

        await NothingIsLeftAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
        if (!Settings.KeepData && Settings.Data.Exists)
        {
            Settings.Data.Delete(recursive: true);
        }
    }

    /// <summary>Sends a signal and waits until the AppHost has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal)
    {
        await RunAsync("kill", $"-{signal}", $"{_process.Id}");
        return await EndAsync();
    }

    /// <summary>Waits for the end of every process that this AppHost started, DCP's own included.</summary>
    /// <returns>How long it took.</returns>
    public async Task<TimeSpan> NothingIsLeftAsync(TimeSpan limit)
    {
        var waited = Stopwatch.StartNew();
        while (Processes() is { Count: > 0 } left)
        {
            Assert.True(waited.Elapsed < limit, $"Still there after {limit.TotalSeconds} s: {string.Join("; ", left.Select(process => process.CommandLine))}");
            await Task.Delay(100);
        }

        return waited.Elapsed;
    }

    /// <summary>Every process of this system that runs now: by the mark in its environment, or, as stores write their own names over theirs, by the data folder that it works in.</summary>
    public IReadOnlyList<(int Id, string CommandLine)> Processes()
    {
        var found = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                // DCP asks every container engine whether it is there; Podman then keeps one process per user who is not root, for ever.
                var command = File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ').Trim();
                var isOurs = File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{MarkName}={_mark}", StringComparison.Ordinal)
                    || (!Settings.KeepData && File.ResolveLinkTarget(Path.Combine(folder, "cwd"), returnFinalTarget: false)?.FullName.StartsWith(Settings.Data.FullName, StringComparison.Ordinal) == true);
                if (isOurs && command.Length > 0 && !command.StartsWith("catatonit -P", StringComparison.Ordinal))
                {
                    found.Add((int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), command));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    // PostgreSQL's user: of what is root's it may only read the clone, the SDK and the packages, which may lie in root's home.
    // NuGet lets only their owner execute the programs in them, so it has its own copies.
    private async Task<string[]> UnprivilegedAsync(ProcessStartInfo start)
    {
        var own = Settings.Data.CreateSubdirectory("aspire").FullName;
        foreach (var (setting, metadata) in new[] { ("DcpPublisher__CliPath", "dcpclipath"), ("DcpPublisher__DashboardPath", "aspiredashboardpath") })
        {
            var program = typeof(Projects.AppHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == metadata).Value!;
            var folder = Path.Combine(own, metadata);
            await RunAsync("cp", "-r", Path.GetDirectoryName(program)!, folder);
            start.Environment[setting] = Path.Combine(folder, Path.GetFileName(program));
        }

        // In the clone, which is root's here, the AppHost makes its first folder at its first start; it keeps nothing there.
        Directory.CreateDirectory(Path.Combine(Projects.AppHost.ProjectPath, "obj", ".aspire"));
        await RunAsync("chown", "-R", "postgres:postgres", Settings.Data.FullName);
        start.Environment["HOME"] = Settings.Data.FullName;
        return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"];
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        foreach (var service in new[] { Api, Worker, Results, Frontend, Gateway })
        {
            while (!await AnswersAsync(http, new Uri(service, "ready")))
            {
                Assert.True(waited.Elapsed < _timeout && !_process.HasExited, $"The system did not become ready:{Environment.NewLine}{Output}");
                await Task.Delay(200);
            }
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri address)
    {
        try
        {
            using var answer = await http.GetAsync(address);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }

    private static Uri Local(int port) => new($"http://localhost:{port}");

    [GeneratedRegex(@"https?://\S+/login\?t=\w+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DashboardLogin();
}
