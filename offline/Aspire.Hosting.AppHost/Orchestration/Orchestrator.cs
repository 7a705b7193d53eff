namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the application: the order in which things start, and the reverse in which they stop.</summary>
internal sealed partial class Orchestrator(
    DistributedApplicationModel model, IConfiguration configuration, Volumes volumes, DcpHost dcp, EndpointAllocation endpoints,
    ResourceInstances instances, ValueResources values, InstanceRunner runner, ProcessWatch processes, DashboardHost dashboard,
    RunOptions options, HealthMonitor health, ResourceNotificationService notifications, IHostApplicationLifetime lifetime,
    ILogger<DistributedApplication> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _watching = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Starting(logger);
        HostDirectory(logger, configuration["AppHost:Directory"]);
        foreach (var resource in model.Resources)
            EndpointAllocation.Validate(resource);

        volumes.Lock();
        if (options.WithDashboard)
            dashboard.EnsureUsable();

        await PublishInitialStatesAsync();
        await dcp.StartAsync(cancellationToken);
        await endpoints.AllocateAsync(cancellationToken);

        var stopping = _stopping.Token;
        _watching = Task.WhenAll(processes.RunAsync(stopping), health.RunAsync(stopping), values.RunAsync(stopping));
        if (options.WithDashboard)
        {
            await dashboard.StartAsync(cancellationToken);
            _ = dashboard.AnnounceAsync(stopping);
        }

        // Given up as soon as the application is asked to stop, so that stopping does not wait for what waits itself.
        foreach (var instance in instances.All)
            _ = runner.StartAsync(instance, wait: true, lifetime.ApplicationStopping);

        Started(logger);
    }

    /// <summary>Those who use the stores go first, so that nobody misses them.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (instances.All.Any(i => i.IsUp))
            Stopping(logger);
        foreach (var stores in new[] { false, true })
            await Task.WhenAll(instances.All.Where(i => i.Resource is ContainerResource == stores).Select(StopQuietlyAsync));

        await _stopping.CancelAsync();
        await dcp.StopAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        async Task StopQuietlyAsync(ResourceInstance instance)
        {
            try
            {
                await runner.StopAsync(instance, cancellationToken);
            }
            catch (Exception late) when (late is TimeoutException or OperationCanceledException or HttpRequestException)
            {
                DidNotStop(logger, instance.Id, late.Message);
            }
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task PublishInitialStatesAsync()
    {
        foreach (var resource in model.Resources)
        {
            var parent = resource is IResourceWithParent child ? instances.IdsOf(child.Parent)[0] : null;
            foreach (var id in instances.IdsOf(resource))
                await notifications.PublishUpdateAsync(resource, id, s => ResourceFacts.Initial(resource, s, parent));
        }
    }

    [LoggerMessage(LogLevel.Information, "Distributed application starting.")]
    private static partial void Starting(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Application host directory is: {Directory}")]
    private static partial void HostDirectory(ILogger logger, string? directory);

    [LoggerMessage(LogLevel.Information, "Distributed application started. Press Ctrl+C to shut down.")]
    private static partial void Started(ILogger logger);

    [LoggerMessage(LogLevel.Information, "Stopping the application.")]
    private static partial void Stopping(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "{Instance} did not stop in time: {Reason}")]
    private static partial void DidNotStop(ILogger logger, string instance, string reason);
}
