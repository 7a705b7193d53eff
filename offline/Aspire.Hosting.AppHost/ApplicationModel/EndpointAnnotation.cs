namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port on which a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _port;
    private int? _targetPort;

    /// <summary>Describes an endpoint; the name defaults to the scheme, the scheme to the protocol.</summary>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        (_port, _targetPort, IsProxied, IsExternal) = (port, targetPort, isProxied ?? true, isExternal ?? false);
        if (transport is not null)
            Transport = transport;
    }

    /// <summary>TCP or UDP.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The name, unique in its resource without case.</summary>
    public string Name { get; set; }

    /// <summary>The scheme of its URL.</summary>
    public string UriScheme { get; set; }

    /// <summary><c>http</c>, <c>http2</c> or <c>tcp</c>.</summary>
    public string Transport { get => field ?? (IsHttp ? "http" : Protocol.ToString().ToLowerInvariant()); set; }

    /// <summary>The port that clients use.</summary>
    public int? Port { get => _port ?? (IsProxied ? null : _targetPort); set => _port = value; }

    /// <summary>The port on which the process listens.</summary>
    public int? TargetPort { get => _targetPort ?? (IsProxied ? null : _port); set => _targetPort = value; }

    /// <summary>The host that the process listens on.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>Whether people outside may reach it when deployed.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy stands before the process, so that it may be restarted or replicated behind one address.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Where clients reach it, once that is known.</summary>
    public AllocatedEndpoint? AllocatedEndpoint { get => _allocated.Task.IsCompletedSuccessfully ? _allocated.Task.Result : null; set => _allocated.TrySetResult(value!); }

    internal bool IsHttp => UriScheme is "http" or "https";

    internal Task<AllocatedEndpoint> WhenAllocated(CancellationToken cancellationToken) => _allocated.Task.WaitAsync(cancellationToken);
}

/// <summary>The address that an endpoint got.</summary>
public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
{
    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; } = endpoint;

    /// <summary>The host.</summary>
    public string Address { get; } = address;

    /// <summary>The port.</summary>
    public int Port { get; } = port;

    /// <summary>What the process is told to listen on: a number, or a template that DCP fills in for each replica.</summary>
    public string? TargetPortExpression { get; } = targetPortExpression;

    /// <summary>Scheme, host and port.</summary>
    public string UriString => $"{Endpoint.UriScheme}://{Address}:{Port}";
}
