using Microsoft.Extensions.Primitives;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>The addresses of each service, read once from <c>services:{name}:{endpoint or scheme}</c> and again when the configuration changes.</summary>
internal sealed class ServiceAddresses : IDisposable
{
    private readonly ConcurrentDictionary<string, Rota> _byAuthority = new(StringComparer.OrdinalIgnoreCase);
    private readonly IConfiguration _configuration;
    private readonly IDisposable _changes;

    public ServiceAddresses(IConfiguration configuration)
    {
        _configuration = configuration;
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, _byAuthority.Clear);
    }

    /// <summary>Where the next request to <paramref name="uri"/> goes: scheme, host and port.</summary>
    public Uri Next(Uri uri) => _byAuthority.GetOrAdd(uri.GetLeftPart(UriPartial.Authority), _ => Read(ServiceName.Parse(uri))).Next();

    public void Dispose() => _changes.Dispose();

    private Rota Read(ServiceName name)
    {
        var service = _configuration.GetSection("services").GetSection(name.Service);
        string[] endpoints = name.Endpoint is null ? ["default", .. name.Schemes] : [name.Endpoint];
        var configured = endpoints.Select(service.GetSection).FirstOrDefault(section => Values(section).Length > 0);
        var addresses = configured is null
            ? [name.Fallback]
            : Values(configured).Select(value => Address(value, name, configured.Path)).ToArray();
        var scheme = name.Schemes.FirstOrDefault(wanted => addresses.Any(address => IsOf(wanted, address)));
        return new Rota(scheme is null ? addresses : [.. addresses.Where(address => IsOf(scheme, address))]);
    }

    private static bool IsOf(string scheme, Uri address) => address.Scheme.Equals(scheme, StringComparison.OrdinalIgnoreCase);

    // An empty value is an absent one: a variable that was set to nothing.
    private static string[] Values(IConfigurationSection section)
    {
        var sections = string.IsNullOrWhiteSpace(section.Value) ? section.GetChildren() : [section];
        return [.. sections.Select(value => value.Value ?? "").Where(value => !string.IsNullOrWhiteSpace(value))];
    }

    private static Uri Address(string value, ServiceName name, string path)
    {
        var absolute = value.Contains("://", StringComparison.Ordinal) ? value : $"{name.Schemes[0]}://{value}";
        return Uri.TryCreate(absolute, UriKind.Absolute, out var address)
            ? address
            : throw new InvalidOperationException($"'{value}' in configuration section '{path}' is not an address.");
    }

    private sealed class Rota(Uri[] addresses)
    {
        private uint _turn = uint.MaxValue;

        public Uri Next() => addresses.Length == 1 ? addresses[0] : addresses[Interlocked.Increment(ref _turn) % (uint)addresses.Length];
    }
}

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
