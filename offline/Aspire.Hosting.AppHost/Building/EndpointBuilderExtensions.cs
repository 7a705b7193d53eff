namespace Aspire.Hosting;

/// <summary>What a resource listens on. In part with the other files of this folder.</summary>
public static partial class ResourceBuilderExtensions
{
    extension<T>(IResourceBuilder<T> builder) where T : IResourceWithEndpoints
    {
        /// <summary>Adds an endpoint, or updates the one of the same name where a value is given.</summary>
        public IResourceBuilder<T> WithEndpoint(
            int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null,
            bool? isProxied = null, bool? isExternal = null)
        {
            var endpointName = name ?? scheme ?? "tcp";
            var endpoint = builder.Resource.FindEndpoint(endpointName);
            if (endpoint is null)
                builder.WithAnnotation(endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName));

            endpoint.UriScheme = scheme ?? endpoint.UriScheme;
            endpoint.Port = port ?? endpoint.Port;
            endpoint.TargetPort = targetPort ?? endpoint.TargetPort;
            endpoint.IsProxied = isProxied ?? endpoint.IsProxied;
            endpoint.IsExternal = isExternal ?? endpoint.IsExternal;
            var listensOn = builder.GetEndpoint(endpointName).Property(EndpointProperty.TargetPort);
            return env is null
                ? builder
                : builder.WithAnnotation(new EnvironmentCallbackAnnotation(context => context.EnvironmentVariables[env] = listensOn));
        }

        /// <summary>Adds an http endpoint; with <paramref name="env"/> the process reads its port from that variable.</summary>
        public IResourceBuilder<T> WithHttpEndpoint(
            int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
            => builder.WithEndpoint(port, targetPort, "http", name, env, isProxied);

        /// <summary>Lets people outside reach the http endpoints that the resource has so far; matters when it is deployed.</summary>
        public IResourceBuilder<T> WithExternalHttpEndpoints()
        {
            foreach (var endpoint in builder.Resource.Endpoints().Where(e => e.IsHttp))
                endpoint.IsExternal = true;

            return builder;
        }

        /// <summary>A reference to an endpoint by its name.</summary>
        public EndpointReference GetEndpoint(string name) => builder.Resource.GetEndpoint(name);
    }
}
