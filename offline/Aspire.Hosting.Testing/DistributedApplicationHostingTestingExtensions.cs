namespace Aspire.Hosting.Testing;

/// <summary>How a test reaches the resources of an application that has started.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client for a resource's endpoint; the http one if none is named.</summary>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null)
        => new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    /// <summary>The address of a resource's endpoint; the http one, or else the first, if none is named.</summary>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var endpoints = app.Resource<IResourceWithEndpoints>(resourceName).GetEndpoints().ToList();
        var endpoint = endpointName is null
            ? endpoints.Find(e => e.Scheme == "http") ?? endpoints.Find(e => e.Scheme == "https") ?? endpoints.FirstOrDefault()
            : endpoints.Find(e => ResourceName.Same(e.EndpointName, endpointName));
        return endpoint is null
            ? throw new ArgumentException($"Endpoint '{endpointName}' for resource '{resourceName}' not found.", nameof(endpointName))
            : new Uri(endpoint.Url);
    }

    /// <summary>A resource's connection string.</summary>
    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default)
        => app.Resource<IResourceWithConnectionString>(resourceName).GetConnectionStringAsync(cancellationToken);

    private static T Resource<T>(this DistributedApplication app, string name) where T : class, IResource
        => app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Find(name) as T
            ?? throw new ArgumentException($"Resource '{name}' not found, or no {typeof(T).Name}.", nameof(name));
}
