namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Lets a registered health check speak for a resource.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
        => builder.Resource.Annotations.OfType<HealthCheckAnnotation>().Any(a => string.Equals(a.Key, key, StringComparison.Ordinal))
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(new HealthCheckAnnotation(key));

    /// <summary>Takes a resource for healthy when a path answers with a status code (200 if not given).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var candidates = builder.Resource.GetEndpoints();
        var endpoint = endpointName is null
            ? candidates.FirstOrDefault(e => e.Scheme is "http" or "https")
            : candidates.FirstOrDefault(e => ResourceName.Same(e.EndpointName, endpointName));
        if (endpoint?.Scheme is not ("http" or "https"))
            throw new DistributedApplicationException($"Could not create HTTP health check for resource '{builder.Resource.Name}': it has no http endpoint{(endpointName is null ? "" : $" named '{endpointName}'")}.");

        path ??= "/";
        var status = statusCode ?? 200;
        var key = $"{builder.Resource.Name}_{endpoint.EndpointName}_{path}_{status}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, new Health.HttpHealthCheck(endpoint, path, status));
        return builder.WithHealthCheck(key);
    }
}
