namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource is running and healthy for the first time since it started.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="Services">Services of the AppHost.</param>
public sealed record ResourceReadyEvent(IResource Resource, IServiceProvider Services) : IDistributedApplicationResourceEvent;
