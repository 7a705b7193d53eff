namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Finds the addresses of services by name, from the section <c>services</c> of the configuration.</summary>
public static class ServiceDiscoveryServiceCollectionExtensions
{
    /// <summary>Adds what clients with service discovery need.</summary>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddSingleton<ServiceAddresses>();
        return services;
    }
}
