namespace Aspire.Hosting.Orchestration;

/// <summary>Holds a resource back until those it waits for have come far enough.</summary>
internal sealed partial class DependencyWait(
    ResourceNotificationService notifications, ResourceLoggerService consoles, ResourceInstances instances, RunOptions options, IOptions<RunPatience> patience, ILogger<DistributedApplication> logger)
{
    /// <summary>Waits; what <paramref name="id"/>, an instance of the resource, looks like says for whom.</summary>
    public async Task WaitAsync(IResource resource, string id, CancellationToken cancellationToken)
    {
        var console = consoles.GetLogger(id);
        var pending = resource.Annotations.OfType<WaitAnnotation>().Select(wait => (wait.Resource, Task: wait.WaitType == WaitType.WaitForCompletion
            ? ForCompletionAsync(wait, console, cancellationToken)
            : ForStartAsync(wait, console, cancellationToken))).ToList();
        var reminder = Task.Delay(patience.Value.UntilReminder, cancellationToken);
        var told = "";
        while (pending.Count > 0)
        {
            await notifications.PublishUpdateAsync(resource, id, s => s.With("resource.waitingFor", pending.Select(p => p.Resource.Name).Distinct().ToArray()));
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

    private async Task ForStartAsync(WaitAnnotation wait, ILogger console, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        // With a dashboard somebody may start the dependency again; without one nobody will.
        var stops = !options.WithDashboard;
        WaitingForState(console, name, KnownResourceStates.Running);
        foreach (var id in instances.IdsOf(wait.Resource))
            ThrowIfTerminal(name, await SeeAsync(wait.Resource, id, s => s.State?.Text == KnownResourceStates.Running || (stops && IsTerminal(s)), cancellationToken));

        if (wait.WaitType == WaitType.WaitUntilHealthy)
        {
            WaitingForHealth(console, name);
            foreach (var id in instances.IdsOf(wait.Resource))
            {
                var seen = await SeeAsync(wait.Resource, id, s => (s.HealthStatus == HealthStatus.Healthy && s.Ready is not null) || (stops && IsTerminal(s)), cancellationToken);
                ThrowIfTerminal(name, seen);
                await seen.Ready!.WaitAsync(cancellationToken);
            }
        }

        Finished(console, name);
    }

    private async Task ForCompletionAsync(WaitAnnotation wait, ILogger console, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        WaitingForCompletion(console, name);
        foreach (var id in instances.IdsOf(wait.Resource))
        {
            var seen = await SeeAsync(wait.Resource, id, IsTerminal, cancellationToken);
            if (seen.State?.Text == KnownResourceStates.FailedToStart)
                ThrowIfTerminal(name, seen);
            if (seen.ExitCode is { } code && code != wait.ExitCode)
                throw new DistributedApplicationException($"Resource '{name}' has entered the '{seen.State?.Text}' state with exit code '{code}', expected '{wait.ExitCode}'.");
        }

        Finished(console, name);
    }

    private static bool IsTerminal(CustomResourceSnapshot snapshot) => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static void ThrowIfTerminal(string name, CustomResourceSnapshot seen)
    {
        if (IsTerminal(seen))
        {
            throw new DistributedApplicationException(seen.State?.Text == KnownResourceStates.FailedToStart
                ? $"Dependency resource '{name}' failed to start."
                : $"Resource '{name}' has entered the '{seen.State?.Text}' state prematurely.");
        }
    }

    private async Task<CustomResourceSnapshot> SeeAsync(IResource resource, string id, Func<CustomResourceSnapshot, bool> wanted, CancellationToken cancellationToken)
        => (await notifications.WaitForResourceAsync(resource.Name, e => ResourceName.Same(e.ResourceId, id) && wanted(e.Snapshot), cancellationToken)).Snapshot;

    [LoggerMessage(LogLevel.Information, "Waiting for resource '{Name}' to enter the '{State}' state.")]
    private static partial void WaitingForState(ILogger console, string name, string state);

    [LoggerMessage(LogLevel.Information, "Waiting for resource '{Name}' to become healthy.")]
    private static partial void WaitingForHealth(ILogger console, string name);

    [LoggerMessage(LogLevel.Information, "Waiting for resource '{Name}' to complete.")]
    private static partial void WaitingForCompletion(ILogger console, string name);

    [LoggerMessage(LogLevel.Information, "Finished waiting for resource '{Name}'.")]
    private static partial void Finished(ILogger console, string name);

    [LoggerMessage(LogLevel.Warning, "Resource '{Resource}' still waits: {Missing}.")]
    private static partial void StillWaits(ILogger logger, string resource, string missing);
}
