namespace Aspire.Hosting.Orchestration;

/// <summary>Holds a resource back until those it waits for have come far enough.</summary>
internal sealed partial class DependencyWait(
    ResourceNotificationService notifications, ResourceLoggerService consoles, ResourceInstances instances, RunOptions options,
    IOptions<RunPatience> patience, ILogger<DistributedApplication> logger)
{
    /// <summary>Waits; what <paramref name="id"/>, an instance of the resource, looks like says for whom.</summary>
    public async Task WaitAsync(IResource resource, string id, CancellationToken cancellationToken)
    {
        var console = consoles.Console(id);
        var pending = resource.Annotations.OfType<WaitAnnotation>()
            .Select(wait => (wait.Resource, Task: WaitAsync(wait, console, cancellationToken))).ToList();
        var reminder = Task.Delay(patience.Value.UntilReminder, cancellationToken);
        var told = "";
        while (pending.Count > 0)
        {
            var names = pending.Select(p => p.Resource.Name).Distinct().ToArray();
            await notifications.PublishUpdateAsync(resource, id, s => s.With("resource.waitingFor", names));
            var next = await Task.WhenAny([.. pending.Select(p => p.Task), reminder]);
            await next;
            pending.RemoveAll(p => p.Task == next);
            if (next == reminder)
            {
                var missing = string.Join("; ", pending.Select(p => p.Resource).Distinct().Select(Describe));
                if (missing != told)
                    StillWaits(logger, resource.Name, told = missing);
                reminder = Task.Delay(patience.Value.UntilReminder, cancellationToken);
            }
        }

        await notifications.PublishUpdateAsync(resource, id, s => s.With("resource.waitingFor", null));
    }

    private string Describe(IResource dependency)
    {
        var seen = notifications.TryGetCurrentState(instances.IdsOf(dependency)[0], out var now) ? now.Snapshot : null;
        var ill = seen?.HealthReports.FirstOrDefault(report => report.Status is not (null or HealthStatus.Healthy));
        return $"'{dependency.Name}' is {seen?.State?.Text}{(ill is null ? "" : $", unhealthy ({ill.Description ?? ill.ExceptionText})")}";
    }

    private async Task WaitAsync(WaitAnnotation wait, ResourceConsole console, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        if (wait.WaitType == WaitType.WaitForCompletion)
        {
            console.Say($"Waiting for resource '{name}' to complete.");
            await foreach (var seen in SeeAllAsync(s => s.IsTerminal))
                ThrowIfTerminal(wait, seen);
        }
        else
        {
            console.Say($"Waiting for resource '{name}' to enter the '{KnownResourceStates.Running}' state.");
            await foreach (var seen in SeeAllAsync(s => s.State?.Text == KnownResourceStates.Running || IsLost(s)))
                ThrowIfTerminal(wait, seen);
        }

        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            console.Say($"Waiting for resource '{name}' to become healthy.");
            await foreach (var seen in SeeAllAsync(s => s is { HealthStatus: HealthStatus.Healthy, Ready: not null } || IsLost(s)))
            {
                ThrowIfTerminal(wait, seen);
                await seen.Ready!.WaitAsync(cancellationToken);
            }
        }

        console.Say($"Finished waiting for resource '{name}'.");

        // With a dashboard somebody may start the dependency again; without one nobody will.
        bool IsLost(CustomResourceSnapshot seen) => !options.WithDashboard && seen.IsTerminal;

        async IAsyncEnumerable<CustomResourceSnapshot> SeeAllAsync(Func<CustomResourceSnapshot, bool> wanted)
        {
            foreach (var id in instances.IdsOf(wait.Resource))
            {
                bool IsWanted(ResourceEvent e) => ResourceName.Same(e.ResourceId, id) && wanted(e.Snapshot);
                yield return (await notifications.WaitForResourceAsync(name, IsWanted, cancellationToken)).Snapshot;
            }
        }
    }

    private static void ThrowIfTerminal(WaitAnnotation wait, CustomResourceSnapshot seen)
    {
        if (!seen.IsTerminal)
            return;

        var (name, state) = (wait.Resource.Name, seen.State!.Text);
        if (state == KnownResourceStates.FailedToStart)
            throw new DistributedApplicationException($"Dependency resource '{name}' failed to start.");
        if (wait.WaitType != WaitType.WaitForCompletion)
            throw new DistributedApplicationException($"Resource '{name}' has entered the '{state}' state prematurely.");
        if (seen.ExitCode is { } code && code != wait.ExitCode)
        {
            throw new DistributedApplicationException(
                $"Resource '{name}' has entered the '{state}' state with exit code '{code}', expected '{wait.ExitCode}'.");
        }
    }

    [LoggerMessage(LogLevel.Warning, "Resource '{Resource}' still waits: {Missing}.")]
    private static partial void StillWaits(ILogger logger, string resource, string missing);
}
