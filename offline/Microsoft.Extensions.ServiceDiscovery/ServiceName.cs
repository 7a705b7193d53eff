namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>What a client wrote, taken apart: <c>https+http://_endpoint.service:port</c>.</summary>
internal sealed record ServiceName(string[] Schemes, string? Endpoint, string Service, Uri Fallback)
{
    public static ServiceName Parse(Uri uri)
    {
        var schemes = uri.Scheme.Split('+');
        var (endpoint, service) = uri.Host is ['_', ..] && uri.Host.IndexOf('.', StringComparison.Ordinal) is > 1 and var dot
            ? (uri.Host[1..dot], uri.Host[(dot + 1)..])
            : (null, uri.Host);

        // Nothing configured: the name stands for a host, and a plus-separated scheme for its first.
        var fallback = new UriBuilder(schemes[0], service, uri.IsDefaultPort ? -1 : uri.Port).Uri;
        return new ServiceName(schemes, endpoint, service, fallback);
    }
}
