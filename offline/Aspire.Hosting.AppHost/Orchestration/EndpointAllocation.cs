namespace Aspire.Hosting.Orchestration;

/// <summary>Gives every endpoint its address before anything starts, so that every environment can name every endpoint.</summary>
internal sealed class EndpointAllocation(DistributedApplicationModel model, DcpHost dcp, PortAllocator ports, RunOptions options)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<EndpointAnnotation, string> _taken = new();

    public static void Validate(IResource resource)
    {
        var replicas = resource.GetReplicaCount();
        foreach (var endpoint in resource.Endpoints())
        {
            var problem = endpoint switch
            {
                { Port: < 1 or > IPEndPoint.MaxPort } =>
                    $"asks for port {endpoint.Port}. A port is a number from 1 to {IPEndPoint.MaxPort}.",
                { IsProxied: false } when replicas > 1 =>
                    "is proxy-less, and the resource has multiple replicas. These features do not work together.",
                { TargetPort: not null } when replicas > 1 =>
                    "has a TargetPort, and the resource has multiple replicas. Each of them must have a unique port.",
                { Port: { } port } when HasProxy(resource, endpoint) && port == endpoint.TargetPort =>
                    "requested a proxy, which cannot listen on the port of the process: Port and TargetPort are the same.",
                _ => null,
            };
            if (problem is not null)
                throw new DistributedApplicationException($"The endpoint '{endpoint.Name}' of '{resource.Name}' {problem}");
        }
    }

    public async Task AllocateAsync(CancellationToken cancellationToken)
        => await Task.WhenAll(model.Resources.SelectMany(r => r.Endpoints().Select(e => AllocateAsync(r, e, cancellationToken))));

    /// <summary>What DCP must know to lead clients to a process. Throws where another program has the port.</summary>
    public async Task<DcpServiceProducer[]> ProducersAsync(IResource resource, CancellationToken cancellationToken)
    {
        List<DcpServiceProducer> producers = [];
        foreach (var endpoint in resource.Endpoints())
        {
            if (_taken.TryGetValue(endpoint, out var message))
                await TakeAsync(resource, endpoint, message, cancellationToken);

            if (HasProxy(resource, endpoint))
                producers.Add(new(ServiceName(resource, endpoint), "localhost", endpoint.TargetPort));
        }

        return [.. producers];
    }

    // A server of this machine keeps its port when it restarts and has no replicas:
    // without a proxy a dead one refuses at once instead of letting clients hang.
    private static bool HasProxy(IResource resource, EndpointAnnotation endpoint)
        => endpoint.IsProxied && resource is not ContainerResource;

    private static string ServiceName(IResource resource, EndpointAnnotation endpoint)
        => resource.Endpoints().Length == 1 ? resource.Name : $"{resource.Name}-{endpoint.Name}";

    private async Task AllocateAsync(IResource resource, EndpointAnnotation endpoint, CancellationToken cancellationToken)
    {
        var fixedPort = options.RandomPorts && endpoint.IsProxied ? null : endpoint.Port;
        var taken = fixedPort is { } wanted && !ports.TryTake(wanted);
        if (taken)
            _taken[endpoint] = PortAllocator.TakenMessage(resource.Name, endpoint.Name, fixedPort!.Value);

        if (!HasProxy(resource, endpoint))
        {
            var port = fixedPort ?? ports.Free();
            endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, port.ToString(CultureInfo.InvariantCulture));
            return;
        }

        var name = ServiceName(resource, endpoint);
        var publicPort = taken ? fixedPort : await CreateServiceAsync(name, fixedPort, cancellationToken);
        if (publicPort is null)
            _taken[endpoint] = PortAllocator.TakenMessage(resource.Name, endpoint.Name, fixedPort ?? 0);

        var target = endpoint.TargetPort?.ToString(CultureInfo.InvariantCulture) ?? DcpTemplate.PortForServing(name);
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", publicPort ?? fixedPort ?? 0, target);
    }

    private async Task TakeAsync(IResource resource, EndpointAnnotation endpoint, string message, CancellationToken cancellationToken)
    {
        var port = endpoint.AllocatedEndpoint!.Port;
        if (!ports.TryTake(port))
            throw new DistributedApplicationException(message);
        if (HasProxy(resource, endpoint) && await CreateServiceAsync(ServiceName(resource, endpoint), port, cancellationToken) is null)
            throw new DistributedApplicationException(message);

        _taken.TryRemove(endpoint, out _);
    }

    /// <summary>The public port; null where DCP could not get it, of which it says nothing itself.</summary>
    private async Task<int?> CreateServiceAsync(string name, int? port, CancellationToken cancellationToken)
    {
        await dcp.Client.CreateAsync("services", DcpObject.Service(name, port), cancellationToken);
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < _patience; await Task.Delay(25, cancellationToken))
        {
            if (await dcp.Client.FindAsync("services", name, cancellationToken) is { Status.EffectivePort: > 0 and var effective })
                return effective;
        }

        await dcp.Client.DeleteAsync("services", name, cancellationToken);
        return null;
    }
}
