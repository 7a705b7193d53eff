namespace Aspire.Hosting;

/// <summary>What a resource listens on. In part with the other files of this folder.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds an endpoint, or updates the one of the same name where a value is given.</summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null, bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        var endpointName = name ?? scheme ?? (protocol ?? ProtocolType.Tcp).ToString().ToLowerInvariant();
        var endpoint = builder.Resource.Endpoints().FirstOrDefault(e => ResourceName.Same(e.Name, endpointName));
        if (endpoint is null)
            builder.WithAnnotation(endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName));

        endpoint.UriScheme = scheme ?? endpoint.UriScheme;
        endpoint.Protocol = protocol ?? endpoint.Protocol;
        endpoint.Port = port ?? endpoint.Port;
        endpoint.TargetPort = targetPort ?? endpoint.TargetPort;
        endpoint.IsProxied = isProxied ?? endpoint.IsProxied;
        endpoint.IsExternal = isExternal ?? endpoint.IsExternal;
        var listensOn = builder.Resource.GetEndpoint(endpointName).Property(EndpointProperty.TargetPort);
        return env is null ? builder : builder.WithAnnotation(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables[env] = listensOn));
    }

    /// <summary>Adds an http endpoint; with <paramref name="env"/> the process reads its port from that variable.</summary>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

    /// <summary>Lets people outside reach the http endpoints that the resource has so far; matters when it is deployed.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        foreach (var endpoint in builder.Resource.Endpoints().Where(e => e.IsHttp))
            endpoint.IsExternal = true;

        return builder;
    }

    /// <summary>A reference to an endpoint by its name.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name) where T : IResourceWithEndpoints
        => builder.Resource.GetEndpoint(name);
}
