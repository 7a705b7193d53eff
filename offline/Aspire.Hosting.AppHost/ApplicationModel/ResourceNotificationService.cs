namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource, or one instance of it, looked like when something about it changed.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="ResourceId">The instance: the resource's name, or the name and eight letters where it is a process.</param>
/// <param name="Snapshot">What it looked like.</param>
public sealed record ResourceEvent(IResource Resource, string ResourceId, CustomResourceSnapshot Snapshot);

/// <summary>Knows what every resource looks like, and tells whoever wants to know.</summary>
public class ResourceNotificationService
{
    private readonly Broadcast<ResourceEvent> _broadcast = new(int.MaxValue);
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceNotificationService() { }

    internal ResourceEvent[] Current => _broadcast.Read(_current.Values.ToArray);

    /// <summary>What an instance looks like now.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        resourceEvent = _broadcast.Read(() => _current.GetValueOrDefault(resourceId));
        return resourceEvent is not null;
    }

    /// <summary>Changes what a resource looks like.</summary>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
        => PublishUpdateAsync(resource, resource.Name, stateFactory);

    /// <summary>Changes what an instance of a resource looks like.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        _broadcast.Send(() =>
        {
            var before = _current.GetValueOrDefault(resourceId)?.Snapshot
                ?? new() { ResourceType = resource.GetType().Name, Properties = [], CreationTimeStamp = DateTime.UtcNow };
            return _current[resourceId] = new ResourceEvent(resource, resourceId, stateFactory(before));
        });
        return Task.CompletedTask;
    }

    /// <summary>Everything as it is, and then every change.</summary>
    public IAsyncEnumerable<ResourceEvent> WatchAsync(CancellationToken cancellationToken = default)
        => _broadcast.ReadAsync(_current.Values, cancellationToken).SelectMany(changes => changes);

    /// <summary>Waits until a resource is in a state; <c>Running</c> if none is given.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default)
        => WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of some states, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        bool IsReached(ResourceEvent e) => targetStates.Contains(e.Snapshot.State?.Text, StringComparer.OrdinalIgnoreCase);
        return (await WaitForResourceAsync(resourceName, IsReached, cancellationToken)).Snapshot.State!.Text;
    }

    /// <summary>Waits until a resource looks as wanted.</summary>
    public Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
        => WatchAsync(cancellationToken)
            .FirstAsync(change => ResourceName.Same(change.Resource.Name, resourceName) && predicate(change), cancellationToken).AsTask();

    /// <summary>Waits until a resource is running and healthy, and what should happen then has happened.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default)
    {
        var found = await WaitForResourceAsync(
            resourceName, e => e.Snapshot is { HealthStatus: HealthStatus.Healthy, Ready: not null }, cancellationToken);
        await found.Snapshot.Ready!.WaitAsync(cancellationToken);
        return found;
    }
}
