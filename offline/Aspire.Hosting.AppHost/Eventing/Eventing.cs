namespace Aspire.Hosting.Eventing;

/// <summary>Something that happens to the application.</summary>
public interface IDistributedApplicationEvent;

/// <summary>Something that happens to a resource.</summary>
public interface IDistributedApplicationResourceEvent : IDistributedApplicationEvent
{
    /// <summary>The resource.</summary>
    IResource Resource { get; }
}

/// <summary>One handler of one kind of event.</summary>
/// <param name="Callback">The handler.</param>
public sealed record DistributedApplicationEventSubscription(Func<IDistributedApplicationEvent, CancellationToken, Task> Callback);

/// <summary>Lets parts of the AppHost act when something happens.</summary>
public interface IDistributedApplicationEventing
{
    /// <summary>Handles the events of one resource.</summary>
    DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent;

    /// <summary>Calls the handlers one after another and waits for them.</summary>
    Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent;
}

internal sealed class DistributedApplicationEventing : IDistributedApplicationEventing
{
    private readonly ConcurrentQueue<DistributedApplicationEventSubscription> _handlers = new();

    public DistributedApplicationEventSubscription Subscribe<T>(IResource resource, Func<T, CancellationToken, Task> callback)
        where T : IDistributedApplicationResourceEvent
    {
        DistributedApplicationEventSubscription subscription = new(
            (e, ct) => e is T seen && seen.Resource == resource ? callback(seen, ct) : Task.CompletedTask);
        _handlers.Enqueue(subscription);
        return subscription;
    }

    public async Task PublishAsync<T>(T @event, CancellationToken cancellationToken = default) where T : IDistributedApplicationEvent
    {
        foreach (var handler in _handlers)
            await handler.Callback(@event, cancellationToken);
    }
}
