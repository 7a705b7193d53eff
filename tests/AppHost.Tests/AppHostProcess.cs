using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace AppHost.Tests;

/// <summary>The AppHost as a person starts it: a process of its own, with the dashboard, on free ports and data of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The test framework disposes it, through IAsyncLifetime.")]
public sealed partial class AppHostProcess : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    // Inherited by every process of the system, which is how the tests find them all.
    private const string MarkName = "VOTING_TEST_RUN";
    private readonly string _mark = Guid.NewGuid().ToString("N");

    private readonly Process _process = new();
    private readonly StringBuilder _output = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("voting-apphost-");
    private readonly int[] _ports = FreePorts(6);

    public Uri Frontend => Local(_ports[0]);

    public Uri Api => Local(_ports[1]);

    public Uri Results => Local(_ports[2]);

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

    public async Task InitializeAsync()
    {
        // PostgreSQL runs as another user where the tests run as root; it must be able to enter.
        using var enter = Process.Start("chmod", ["711", _data.FullName]);
        await enter.WaitForExitAsync();
        var start = _process.StartInfo;
        start.FileName = "dotnet";
        start.ArgumentList.Add(typeof(Projects.AppHost).Assembly.Location);
        start.WorkingDirectory = Projects.AppHost.ProjectPath;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }

        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await WaitUntilReadyAsync();
    }

    public async Task DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await StopAsync("TERM");
        }

        await NothingIsLeftAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    /// <summary>Sends a signal and waits until the AppHost has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        using var deadline = new CancellationTokenSource(_patience);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
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

    /// <summary>Every process of this system that runs now, by the mark in its environment.</summary>
    public IReadOnlyList<(int Id, string CommandLine)> Processes()
    {
        var found = new List<(int, string)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{MarkName}={_mark}", StringComparison.Ordinal))
                {
                    found.Add((int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture), File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked.
            }
        }

        return found;
    }

    private Dictionary<string, string> Settings() => new(StringComparer.Ordinal)
    {
        [MarkName] = _mark,
        ["XDG_DATA_HOME"] = _data.FullName,
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["Ports__Frontend"] = $"{_ports[0]}",
        ["Ports__Api"] = $"{_ports[1]}",
        ["Ports__Results"] = $"{_ports[2]}",
        ["ASPNETCORE_URLS"] = Local(_ports[3]).ToString(),
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Local(_ports[4]).ToString(),
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Local(_ports[5]).ToString(),
    };

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        foreach (var room in new[] { Api, Results, Frontend })
        {
            while (!await AnswersAsync(http, new Uri(room, "ready")))
            {
                Assert.True(waited.Elapsed < _patience && !_process.HasExited, $"The system did not become ready:{Environment.NewLine}{Output}");
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

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    [GeneratedRegex(@"https?://\S+/login\?t=\w+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DashboardLogin();
}
