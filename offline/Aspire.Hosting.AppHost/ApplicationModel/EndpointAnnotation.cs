namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port on which a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private readonly TaskCompletionSource<AllocatedEndpoint> _allocated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _port;
    private int? _targetPort;

    /// <summary>Describes an endpoint; the name defaults to the scheme, the scheme to the protocol.</summary>
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? name = null,
        int? port = null, int? targetPort = null, bool isProxied = true)
    {
        Protocol = protocol.ToString().ToLowerInvariant();
        UriScheme = uriScheme ?? Protocol;
        Name = name ?? UriScheme;
        (_port, _targetPort, IsProxied) = (port, targetPort, isProxied);
    }

    /// <summary>The name, unique in its resource without case.</summary>
    public string Name { get; }

    /// <summary>The scheme of its URL.</summary>
    public string UriScheme { get; set; }

    /// <summary>The port that clients use.</summary>
    public int? Port { get => _port ?? (IsProxied ? null : _targetPort); set => _port = value; }

    /// <summary>The port on which the process listens.</summary>
    public int? TargetPort { get => _targetPort ?? (IsProxied ? null : _port); set => _targetPort = value; }

    /// <summary>Whether people outside may reach it when deployed.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy stands before the process, so that it may be restarted or replicated behind one address.</summary>
    public bool IsProxied { get; set; }

    /// <summary>Where clients reach it, once that is known.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => _allocated.Task.IsCompletedSuccessfully ? _allocated.Task.Result : null;
        set => _allocated.TrySetResult(value!);
    }

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    internal string Protocol { get; }

    internal bool IsHttp => UriScheme is "http" or "https";

    internal Task<AllocatedEndpoint> WhenAllocated(CancellationToken cancellationToken) => _allocated.Task.WaitAsync(cancellationToken);
}

/// <summary>The address that an endpoint got.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Address">The host.</param>
/// <param name="Port">The port.</param>
/// <param name="TargetPortExpression">What the process is told to listen on: a number, or a template that DCP fills in for each replica.</param>
public sealed record AllocatedEndpoint(EndpointAnnotation Endpoint, string Address, int Port, string? TargetPortExpression = null)
{
    /// <summary>Scheme, host and port.</summary>
    public string UriString => $"{Endpoint.UriScheme}://{Address}:{Port}";
}
