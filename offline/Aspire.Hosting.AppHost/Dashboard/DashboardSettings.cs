namespace Aspire.Hosting.Dashboard;

/// <summary>Addresses and keys of the dashboard, its telemetry endpoint and the resource service that it asks.</summary>
internal sealed class DashboardSettings(IConfiguration configuration, RunOptions options, PortAllocator ports)
{
    public Uri Frontend { get; } = Address(configuration["ASPNETCORE_URLS"]?.Split(';')[0], options, ports);

    public Uri Otlp { get; } = Address(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"], options, ports);

    public Uri ResourceService { get; } = Address(configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"], options, ports);

    public string BrowserToken { get; } = configuration["AppHost:BrowserToken"] is { Length: > 0 } chosen ? chosen : NewKey();

    public string OtlpApiKey { get; } = configuration["AppHost:OtlpApiKey"] is { Length: > 0 } chosen ? chosen : NewKey();

    public string ResourceServiceApiKey { get; } = NewKey();

    public string LoginLink => $"{Frontend.GetLeftPart(UriPartial.Authority)}/login?t={BrowserToken}";

    /// <summary>Throws where another program has one of the ports.</summary>
    public void EnsurePortsAreFree()
    {
        foreach (var (address, purpose, setting) in new[]
        {
            (Frontend, "the dashboard", "ASPNETCORE_URLS"),
            (Otlp, "telemetry", "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"),
            (ResourceService, "the resource service", "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"),
        })
        {
            if (!ports.TryTake(address.Port))
            {
                throw new DistributedApplicationException(
                    $"Port {address.Port} for {purpose} is taken by another process (see: ss -ltnp 'sport = :{address.Port}'). "
                    + $"Free it, or choose another one by {setting} (AppHost/Properties/launchSettings.json).");
            }
        }
    }

    private static Uri Address(string? configured, RunOptions options, PortAllocator ports)
        => new(configured is { Length: > 0 } && !options.RandomPorts ? configured : $"http://localhost:{ports.Free()}");

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}

/// <summary>Where a process sends its telemetry, and who it is there.</summary>
internal sealed class TelemetryEnvironment(DashboardSettings dashboard, RunOptions options, IHostEnvironment environment)
{
    private static readonly Dictionary<string, string> _whileDeveloping = new(StringComparer.Ordinal)
    {
        ["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true",
        ["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true",
        ["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "1000",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_TRACES_SAMPLER"] = "always_on",
        ["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based",
    };

    public Dictionary<string, object> Of(ResourceInstance instance)
    {
        if (instance.Resource is not ProjectResource)
            return [];

        Dictionary<string, object> variables = new(StringComparer.Ordinal)
        {
            ["OTEL_SERVICE_NAME"] = instance.Resource.Name,
            ["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance.Suffix}",
        };
        if (options.WithDashboard)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.Otlp.GetLeftPart(UriPartial.Authority);
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={dashboard.OtlpApiKey}";
        }

        foreach (var (name, value) in environment.IsDevelopment() ? _whileDeveloping : [])
            variables[name] = value;

        return variables;
    }
}
