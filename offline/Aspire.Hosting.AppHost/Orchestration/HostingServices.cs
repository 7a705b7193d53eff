namespace Aspire.Hosting.Orchestration;

/// <summary>The AppHost's own services.</summary>
internal static class HostingServices
{
    private static readonly Type[] _own =
    [
        typeof(ManifestPublisher), typeof(DcpHost), typeof(PortAllocator), typeof(Volumes), typeof(ResourceInstances),
        typeof(EndpointAllocation), typeof(LaunchFactory), typeof(DependencyWait), typeof(ValueResources), typeof(ProcessWatch),
        typeof(InstanceRunner), typeof(HealthMonitor), typeof(DashboardSettings), typeof(TelemetryEnvironment),
        typeof(ResourceServiceCalls), typeof(ResourceService), typeof(DashboardHost),
    ];

    public static void Add(DistributedApplicationBuilder builder, bool testing)
    {
        // A failing check is a state of its resource, not an error of the AppHost.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // What hinders the start is told once, by DistributedApplication.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        var services = builder.Services;
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton(new DistributedApplicationModel(builder.Resources));
        services.AddSingleton(RunOptions.From(builder, testing));
        services.AddSingleton(_ => new ResourceNotificationService());
        services.AddSingleton(_ => new ResourceLoggerService());
        services.AddSingleton(provider => new ResourceCommandService(provider));
        foreach (var own in _own)
            services.AddSingleton(own);
        services.AddHealthChecks();
        services.AddHostedService<Orchestrator>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
    }
}
