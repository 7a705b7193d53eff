namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource, or one instance of it, looked like when something about it changed.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The instance: the resource's name, or the name and eight letters where it is a process.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>What it looked like.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}

/// <summary>Knows what every resource looks like, and tells whoever wants to know.</summary>
public class ResourceNotificationService
{
    private readonly Broadcast<ResourceEvent> _broadcast = new(int.MaxValue);
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceNotificationService() { }

    internal ResourceEvent[] Current { get { lock (_broadcast.Changing) return [.. _current.Values]; } }

    /// <summary>What an instance looks like now.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_broadcast.Changing)
            return _current.TryGetValue(resourceId, out resourceEvent);
    }

    /// <summary>Changes what a resource looks like.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
        => PublishUpdateAsync(resource, resource.Name, stateFactory);

    /// <summary>Changes what an instance of a resource looks like.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_broadcast.Changing)
        {
            var before = _current.TryGetValue(resourceId, out var known)
                ? known.Snapshot
                : new CustomResourceSnapshot { ResourceType = resource.GetType().Name, Properties = [], CreationTimeStamp = DateTime.UtcNow };
            _broadcast.Send(_current[resourceId] = new ResourceEvent(resource, resourceId, stateFactory(before)));
        }

        return Task.CompletedTask;
    }

    /// <summary>Everything as it is, and then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var changes in _broadcast.ReadAsync(_current.Values, cancellationToken))
        {
            foreach (var change in changes)
                yield return change;
        }
    }

    /// <summary>Waits until a resource is in a state; <c>Running</c> if none is given.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of some states, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var found = await WaitForResourceAsync(resourceName, e => targetStates.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase), cancellationToken);
        return found.Snapshot.State!.Text;
    }

    /// <summary>Waits until a resource looks as wanted.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken))
        {
            if (ResourceName.Same(change.Resource.Name, resourceName) && predicate(change))
                return change;
        }

        throw new OperationCanceledException($"The resource '{resourceName}' was not seen as wanted before the wait ended.");
    }

    /// <summary>Waits until a resource is running and healthy, and what should happen then has happened.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var found = await WaitForResourceAsync(resourceName, e => e.Snapshot.HealthStatus == HealthStatus.Healthy && e.Snapshot.Ready is not null, cancellationToken);
        await found.Snapshot.Ready!.WaitAsync(cancellationToken);
        return found;
    }
}
