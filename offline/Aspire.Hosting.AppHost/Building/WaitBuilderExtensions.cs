namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts a resource only once another one is running and healthy.</summary>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency) where T : IResourceWithWaitSupport
        => builder.WithWait(dependency.Resource, WaitType.WaitUntilHealthy);

    /// <summary>Starts a resource only once another one is running.</summary>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.WithWait(dependency.Resource, WaitType.WaitUntilStarted);

    /// <summary>Starts a resource only once another one has ended with an exit code.</summary>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport
        => builder.WithWait(dependency.Resource, WaitType.WaitForCompletion, exitCode);

    private static IResourceBuilder<T> WithWait<T>(this IResourceBuilder<T> builder, IResource dependency, WaitType type, int exitCode = 0)
        where T : IResourceWithWaitSupport
    {
        if (builder.Resource.WithAncestors().Contains(dependency))
            throw new DistributedApplicationException($"The '{builder.Resource.Name}' resource cannot wait for itself or its parent '{dependency.Name}'.");

        // A child is there when its parent is.
        foreach (var resource in type == WaitType.WaitForCompletion ? [dependency] : dependency.WithAncestors().Reverse())
        {
            builder.WithRelationship(resource, "WaitFor").WithAnnotation(new WaitAnnotation(resource, type, exitCode));
        }

        return builder;
    }

    /// <summary>Lets a registered health check speak for a resource.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource
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
