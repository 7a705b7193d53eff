namespace Microsoft.Extensions.Hosting;

/// <summary>What every process of the system has in common.</summary>
public static class ServiceDefaults
{
    /// <summary>Adds environment aliases, logging, the management port, telemetry, health, client addresses, service discovery, resilience and an orderly shutdown. Call it first: it completes the configuration that later calls read.</summary>
    /// <exception cref="InvalidConfigurationException">A variable has a value that it cannot have; the message names it.</exception>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        BlockedThreads.AllowBlockedThreads();
        builder.UseEnvironmentAliases();
        builder.AddRenamedSettings();
        builder.AddConsoleLogging();
        builder.AddManagementEndpoint();
        builder.AddTelemetry();
        builder.AddHealth();
        builder.AddClientAddresses();
        builder.AddHttpResilience();
        builder.AddOrderlyShutdown();
        return builder;
    }
}
