namespace Aspire.Hosting.Health;

/// <summary>Asks for the health of every resource that runs, and says once when it is ready.</summary>
internal sealed class HealthMonitor(
    HealthCheckService checks, ResourceNotificationService notifications, IDistributedApplicationEventing eventing,
    IServiceProvider services)
{
    private static readonly TimeSpan _whileHealthy = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, Watched> _watched = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reports without a result, so that a resource that just started does not pass for healthy.</summary>
    public static ImmutableArray<HealthReportSnapshot> Pending(IResource resource)
        => [.. resource.HealthCheckKeys().Select(key => new HealthReportSnapshot(key, null, null, null))];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            var resource = change.Resource;
            _watched.TryGetValue(resource.Name, out var watched);
            if (change.Snapshot.State?.Text == KnownResourceStates.Running)
            {
                if (watched is null)
                {
                    watched = _watched[resource.Name] = new(CancellationTokenSource.CreateLinkedTokenSource(cancellationToken), new(0));
                    _ = MonitorAsync(resource, watched);
                }
                else if (change.Snapshot.Ready is null && change.Snapshot.HealthReports.All(r => r.Status is null))
                {
                    watched.Now.Release(); // One more instance came up.
                }
            }
            else if (watched is not null && !Instances(resource).Any(e => e.Snapshot.State?.Text == KnownResourceStates.Running))
            {
                _watched.Remove(resource.Name);
                await watched.Stop.CancelAsync();
                await PublishAsync(resource, s => s with { HealthReports = Pending(resource), Ready = null }, CancellationToken.None);
            }
        }
    }

    private async Task MonitorAsync(IResource resource, Watched watched)
    {
        var cancellationToken = watched.Stop.Token;
        var keys = resource.HealthCheckKeys();
        Task? ready = null;
        try
        {
            for (var failures = 0; ;)
            {
                var reports = await CheckAsync(keys, cancellationToken);
                var healthy = reports.All(r => r.Status == HealthStatus.Healthy);
                failures = healthy ? 0 : failures + 1;
                if (healthy)
                    ready ??= eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken);

                await PublishAsync(resource, s => s with { HealthReports = reports, Ready = ready }, cancellationToken);
                var pause = keys.Length == 0 ? Timeout.InfiniteTimeSpan
                    : healthy ? _whileHealthy
                    : TimeSpan.FromSeconds(Math.Min(5, failures));
                await watched.Now.WaitAsync(pause, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It stopped, or the application does.
        }
    }

    private async Task<ImmutableArray<HealthReportSnapshot>> CheckAsync(string[] keys, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => keys.Contains(check.Name, StringComparer.OrdinalIgnoreCase), cancellationToken);
        return [.. keys.Select(key => report.Entries.TryGetValue(key, out var entry)
            ? new HealthReportSnapshot(key, entry.Status, entry.Description, entry.Exception?.Message, DateTime.UtcNow)
            : new HealthReportSnapshot(key, HealthStatus.Unhealthy, "No such health check is registered.", null))];
    }

    private async Task PublishAsync(
        IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> change, CancellationToken cancellationToken)
    {
        foreach (var instance in Instances(resource))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await notifications.PublishUpdateAsync(resource, instance.ResourceId, change);
        }
    }

    private IEnumerable<ResourceEvent> Instances(IResource resource) => notifications.Current.Where(e => e.Resource == resource);

    private sealed record Watched(CancellationTokenSource Stop, SemaphoreSlim Now);
}
