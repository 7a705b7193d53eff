namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Finds the addresses of services by name, from the section <c>services</c> of the configuration.</summary>
public static class ServiceDiscoveryExtensions
{
    /// <summary>Adds what clients with service discovery need.</summary>
    public static IServiceCollection AddServiceDiscovery(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);

        services.TryAddSingleton<ServiceAddresses>();
        return services;
    }

    /// <summary>
    /// Lets a client say <c>http://name</c>, <c>https+http://name</c> or <c>http://_endpoint.name</c> instead of an address: its requests
    /// go to the configured addresses of the service, one after the other; a name without one goes to DNS as it is.
    /// </summary>
    public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder httpClientBuilder)
    {
        ArgumentNullException.ThrowIfNull(httpClientBuilder);

        httpClientBuilder.Services.AddServiceDiscovery();
        return httpClientBuilder.AddHttpMessageHandler(
            services => new ResolvingHandler(services.GetRequiredService<ServiceAddresses>()));
    }
}
