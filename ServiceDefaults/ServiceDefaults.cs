namespace Microsoft.Extensions.Hosting;

/// <summary>What every process of the system has in common.</summary>
public static class ServiceDefaults
{
    /// <summary>Adds documented names, logging, telemetry, health, service discovery, resilience and an orderly shutdown. Call it first: it completes the configuration that later calls read.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.UseDocumentedNames();
        builder.AddConsoleLogging();
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddHttpResilience();
        builder.AddOrderlyShutdown();
        return builder;
    }
}
