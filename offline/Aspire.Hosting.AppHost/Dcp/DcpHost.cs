namespace Aspire.Hosting.Dcp;

/// <summary>The DCP process of this application: it outlives its launcher, and cleans up when the AppHost is gone.</summary>
internal sealed class DcpHost(RunOptions options) : IAsyncDisposable
{
    // Executables inherit DCP's environment; what was meant for the AppHost must not reach them.
    private static readonly string[] _appHostOnly =
        ["ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "DOTNET_LAUNCH_PROFILE"];

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private string? _session;
    private DcpClient? _client;

    public DcpClient Client => _client ?? throw new InvalidOperationException("DCP has not started.");

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var program = Path.Combine(options.DcpFolder, "dcp");
        if (!File.Exists(program))
        {
            throw new DistributedApplicationException(
                $"Aspire's DCP {RunOptions.Version} was not found at '{program}'. "
                + "Run './voting up', which installs it, or set ASPIRE_DCP_PATH to its folder.");
        }

        _session = Directory.CreateTempSubdirectory("aspire-dcp-").FullName;
        DcpAccess.WriteCertificate(Path.Combine(_session, "tls.crt"), Path.Combine(_session, "tls.key"));
        await LaunchAsync(program, _session, cancellationToken);
        _client = await ConnectAsync(_session, cancellationToken);
    }

    /// <summary>Stops every process and DCP itself, and returns when they are gone.</summary>
    public async Task StopAsync()
    {
        if (_client is null || !Directory.Exists(_session))
            return;

        try
        {
            using var patience = new CancellationTokenSource(_patience);
            await _client.StopAllAsync(patience.Token);
            // DCP removes the session's folder when everything is gone.
            while (Directory.Exists(_session))
                await Task.Delay(50, patience.Token);
        }
        catch (Exception gone) when (gone is HttpRequestException or OperationCanceledException)
        {
            Trace.TraceWarning("DCP did not confirm that it has stopped: {0}", gone.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _client?.Dispose();
        if (Directory.Exists(_session))
            Directory.Delete(_session, recursive: true);
    }

    private static async Task LaunchAsync(string program, string session, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program,
        [
            "start-apiserver", "--monitor", $"{Environment.ProcessId}", "--detach", "--kubeconfig", Path.Combine(session, "kubeconfig"),
            "--tls-cert-file", Path.Combine(session, "tls.crt"), "--tls-key-file", Path.Combine(session, "tls.key"),
        ]);
        start.Environment["DCP_SESSION_FOLDER"] = session;
        foreach (var variable in _appHostOnly)
            start.Environment.Remove(variable);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_patience);
        try
        {
            var (code, output) = await MachineProgram.RunAsync(start, patience.Token);
            var problem = code == -1 ? "cannot run on this machine; only linux-x64 is supported offline" : $"ended with exit code {code}";
            if (code != 0)
                throw new DistributedApplicationException($"Aspire's DCP at '{program}' {problem}: {output.Trim()}");
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DistributedApplicationException(
                $"Aspire's DCP at '{program}' did not start within {_patience.TotalSeconds} s.", late);
        }
    }

    private static async Task<DcpClient> ConnectAsync(string session, CancellationToken cancellationToken)
    {
        DcpClient? client = null;
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < _patience; await Task.Delay(20, cancellationToken))
        {
            try
            {
                client ??= DcpAccess.TryRead(Path.Combine(session, "kubeconfig")) is { } access ? new DcpClient(access) : null;
                if (client is not null && await client.IsRunningAsync(cancellationToken))
                    return client;
            }
            catch (Exception early) when (early is HttpRequestException or IOException or FormatException)
            {
                Trace.TraceInformation("DCP is not ready yet: {0}", early.Message);
            }
        }

        client?.Dispose();
        throw new DistributedApplicationException($"Aspire's DCP did not answer within {_patience.TotalSeconds} s.");
    }
}
