namespace Aspire.Hosting.Dashboard;

/// <summary>Runs the Aspire dashboard under DCP, so that it goes when everything goes.</summary>
internal sealed partial class DashboardHost(
    DashboardSettings settings, ResourceService service, DcpHost dcp, RunOptions options, ILogger<DistributedApplication> logger)
{
    private const string Executable = "aspire-dashboard";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    /// <summary>Throws, before anything has started, where the dashboard could not.</summary>
    public void EnsureUsable()
    {
        if (!File.Exists(options.DashboardProgram))
        {
            throw new DistributedApplicationException(
                $"The Aspire dashboard {RunOptions.Version} was not found at '{options.DashboardProgram}'. "
                + "Run './voting up', which installs it, or set ASPIRE_DASHBOARD_PATH to the program.");
        }

        settings.EnsurePortsAreFree();
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await service.StartAsync(cancellationToken);
        var folder = Path.GetDirectoryName(options.DashboardProgram);
        var dashboard = DcpObject.Executable(Executable, options.DashboardProgram, ["dashboard"], folder, Environment());
        await dcp.Client.CreateAsync("executables", dashboard, cancellationToken);
    }

    /// <summary>Says where to log in, as soon as somebody could.</summary>
    public async Task AnnounceAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = settings.Frontend, Timeout = TimeSpan.FromSeconds(2) };
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < _patience;)
        {
            try
            {
                using var answer = await http.GetAsync("/health", cancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    Listening(logger, settings.Frontend.GetLeftPart(UriPartial.Authority));
                    Login(logger, settings.LoginLink);
                    return;
                }
            }
            catch (Exception early) when (early is HttpRequestException or TaskCanceledException)
            {
                // It is still starting.
            }

            if (await dcp.Client.FindAsync("executables", Executable, cancellationToken) is { Status: { IsTerminal: true } status })
            {
                Ended(logger, options.DashboardProgram, status.State!, status.ExitCode);
                return;
            }

            await Task.Delay(250, cancellationToken);
        }

        Silent(logger, settings.Frontend, _patience.TotalSeconds);
    }

    private DcpVariable[] Environment() =>
    [
        new("ASPNETCORE_ENVIRONMENT", "Production"),
        new("ASPNETCORE_URLS", settings.Frontend.GetLeftPart(UriPartial.Authority)),
        new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", settings.Otlp.GetLeftPart(UriPartial.Authority)),
        new("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", settings.ResourceService.GetLeftPart(UriPartial.Authority)),
        new("DASHBOARD__FRONTEND__AUTHMODE", "BrowserToken"),
        new("DASHBOARD__FRONTEND__BROWSERTOKEN", settings.BrowserToken),
        new("DASHBOARD__OTLP__AUTHMODE", "ApiKey"),
        new("DASHBOARD__OTLP__PRIMARYAPIKEY", settings.OtlpApiKey),
        new("DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE", "ApiKey"),
        new("DASHBOARD__RESOURCESERVICECLIENT__APIKEY", settings.ResourceServiceApiKey),
    ];

    [LoggerMessage(LogLevel.Information, "Now listening on: {Address}")]
    private static partial void Listening(ILogger logger, string address);

    [LoggerMessage(LogLevel.Information, "Login to the dashboard at {Link}")]
    private static partial void Login(ILogger logger, string link);

    [LoggerMessage(
        LogLevel.Error,
        "The dashboard '{Program}' does not run on this machine ({State}, exit code {ExitCode}). The application runs without it.")]
    private static partial void Ended(ILogger logger, string program, string state, int? exitCode);

    [LoggerMessage(LogLevel.Error, "The dashboard did not answer at {Address} within {Seconds} s. The application runs without it.")]
    private static partial void Silent(ILogger logger, Uri address, double seconds);
}
