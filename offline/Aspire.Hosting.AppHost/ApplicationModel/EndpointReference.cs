namespace Aspire.Hosting.ApplicationModel;

/// <summary>The parts of an endpoint's address.</summary>
public enum EndpointProperty
{
    /// <summary>Scheme, host and port.</summary>
    Url = 0,

    /// <summary>The host name.</summary>
    Host = 1,

    /// <summary>The port that clients use.</summary>
    Port = 3,

    /// <summary>The scheme.</summary>
    Scheme = 4,

    /// <summary>The port on which the process listens.</summary>
    TargetPort = 5,

    /// <summary>Host and port, separated by a colon.</summary>
    HostAndPort = 6,

    /// <summary><c>True</c> or <c>False</c>.</summary>
    TlsEnabled = 7,
}

/// <summary>A resource's endpoint, by name; its address is known later.</summary>
/// <param name="Resource">The resource that listens.</param>
/// <param name="EndpointName">The endpoint's name.</param>
public sealed record EndpointReference(IResourceWithEndpoints Resource, string EndpointName)
    : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>The endpoint; throws where the resource has none of that name.</summary>
    public EndpointAnnotation EndpointAnnotation => Resource.FindEndpoint(EndpointName)
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`.");

    /// <summary>The scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>The port that clients use.</summary>
    public int Port => Allocated.Port;

    /// <summary>Scheme, host and port.</summary>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    IEnumerable<object> IValueWithReferences.References => [Resource];

    private AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    /// <summary>One part of the address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        => Property(EndpointProperty.Url).GetValueAsync(cancellationToken);
}

/// <summary>One part of an endpoint's address.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Property">The part.</param>
public sealed record EndpointReferenceExpression(EndpointReference Endpoint, EndpointProperty Property)
    : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <inheritdoc />
    public string ValueExpression => Property switch
    {
        EndpointProperty.HostAndPort => $"{Named("host")}:{Named("port")}",
        EndpointProperty.TargetPort => Named("targetPort"),
        EndpointProperty.TlsEnabled => Named("tlsEnabled"),
        _ => Named(Property.ToString().ToLowerInvariant()),
    };

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <inheritdoc />
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var endpoint = Endpoint.EndpointAnnotation;
        if (Property == EndpointProperty.Scheme)
            return endpoint.UriScheme;
        if (Property == EndpointProperty.TlsEnabled)
            return (endpoint.UriScheme is "https" or "rediss").ToString();

        var allocated = await endpoint.WhenAllocated(cancellationToken);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.TargetPort => allocated.TargetPortExpression,
            EndpointProperty.HostAndPort => $"{allocated.Address}:{allocated.Port}",
            _ => throw new InvalidOperationException($"The endpoint property '{Property}' is not supported."),
        };
    }

    private string Named(string part) => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{part}}}";
}
