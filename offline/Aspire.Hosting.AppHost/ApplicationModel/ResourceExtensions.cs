namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about a resource.</summary>
public static class ResourceExtensions
{
    /// <summary>The annotation of a type that was added last.</summary>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
        => (annotation = resource.Annotations.OfType<T>().LastOrDefault()) is not null;

    internal static IResource? Find(this IEnumerable<IResource> resources, string name)
        => resources.FirstOrDefault(resource => ResourceName.Same(resource.Name, name));

    /// <summary>A reference to an endpoint by its name.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>References to all endpoints.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource)
        => [.. resource.Endpoints().Select(endpoint => resource.GetEndpoint(endpoint.Name))];

    /// <summary>How many instances run.</summary>
    public static int GetReplicaCount(this IResource resource)
        => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var annotation) ? annotation.Replicas : 1;

    internal static EndpointAnnotation[] Endpoints(this IResource resource) => [.. resource.Annotations.OfType<EndpointAnnotation>()];

    internal static EndpointAnnotation? FindEndpoint(this IResource resource, string name)
        => Array.Find(resource.Endpoints(), endpoint => ResourceName.Same(endpoint.Name, name));

    internal static IEnumerable<IResource> WithAncestors(this IResource resource)
    {
        for (var current = resource; current is not null; current = (current as IResourceWithParent)?.Parent)
            yield return current;
    }

    internal static string[] HealthCheckKeys(this IResource resource)
        => [.. resource.WithAncestors().SelectMany(r => r.Annotations.OfType<HealthCheckAnnotation>()).Select(a => a.Key).Distinct()];
}
