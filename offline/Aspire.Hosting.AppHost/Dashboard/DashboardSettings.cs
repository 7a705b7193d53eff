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
                throw new DistributedApplicationException($"Port {address.Port} for {purpose} is taken by another process (see: ss -ltnp 'sport = :{address.Port}'). Free it, or choose another one by {setting} (AppHost/Properties/launchSettings.json).");
        }
    }

    private static Uri Address(string? configured, RunOptions options, PortAllocator ports)
        => new(configured is { Length: > 0 } && !options.RandomPorts ? configured : $"http://localhost:{ports.Free()}");

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
