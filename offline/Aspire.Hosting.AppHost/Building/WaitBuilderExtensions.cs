namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    extension<T>(IResourceBuilder<T> builder) where T : IResourceWithWaitSupport
    {
        /// <summary>Starts a resource only once another one is running and healthy.</summary>
        public IResourceBuilder<T> WaitFor(IResourceBuilder<IResource> dependency)
            => builder.WithWait(dependency.Resource, WaitType.WaitUntilHealthy);

        /// <summary>Starts a resource only once another one is running.</summary>
        public IResourceBuilder<T> WaitForStart(IResourceBuilder<IResource> dependency)
            => builder.WithWait(dependency.Resource, WaitType.WaitUntilStarted);

        /// <summary>Starts a resource only once another one has ended with an exit code.</summary>
        public IResourceBuilder<T> WaitForCompletion(IResourceBuilder<IResource> dependency, int exitCode = 0)
            => builder.WithWait(dependency.Resource, WaitType.WaitForCompletion, exitCode);

        private IResourceBuilder<T> WithWait(IResource dependency, WaitType type, int exitCode = 0)
        {
            if (builder.Resource.WithAncestors().Contains(dependency))
            {
                throw new DistributedApplicationException(
                    $"The '{builder.Resource.Name}' resource cannot wait for itself or its parent '{dependency.Name}'.");
            }

            // A child is there when its parent is.
            foreach (var resource in type == WaitType.WaitForCompletion ? [dependency] : dependency.WithAncestors().Reverse())
                builder.WithRelationship(resource, "WaitFor").WithAnnotation(new WaitAnnotation(resource, type, exitCode));

            return builder;
        }
    }

    /// <summary>Lets a registered health check speak for a resource.</summary>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key) where T : IResource
    {
        HealthCheckAnnotation check = new(key);
        return builder.Resource.Annotations.Contains(check)
            ? throw new DistributedApplicationException($"Resource '{builder.Resource.Name}' already has a health check with key '{key}'.")
            : builder.WithAnnotation(check);
    }

    /// <summary>Lets a check of its own speak for a resource.</summary>
    internal static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, IHealthCheck check) where T : IResource
    {
        var key = $"{builder.Resource.Name}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, check, timeout: TimeSpan.FromSeconds(5));
        return builder.WithHealthCheck(key);
    }

    /// <summary>Takes a resource for healthy when a path answers with a status code (200 if not given).</summary>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string path = "/", int statusCode = 200, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        var resource = builder.Resource;
        var endpoint = endpointName is null ? resource.Endpoints().FirstOrDefault(e => e.IsHttp) : resource.FindEndpoint(endpointName);
        if (endpoint is not { IsHttp: true })
        {
            var which = endpointName is null ? "" : $" named '{endpointName}'";
            throw new DistributedApplicationException(
                $"Could not create HTTP health check for resource '{resource.Name}': it has no http endpoint{which}.");
        }

        var key = $"{resource.Name}_{endpoint.Name}_{path}_{statusCode}_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .AddCheck(key, new Health.HttpHealthCheck(resource.GetEndpoint(endpoint.Name), path, statusCode));
        return builder.WithHealthCheck(key);
    }
}
