using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Orchestration;

/// <summary>Holds a resource back until those it waits for have come far enough.</summary>
internal sealed partial class DependencyWait(ResourceNotificationService notifications, ResourceInstances instances, RunOptions options)
{
    public Task WaitAsync(IResource resource, ILogger console, CancellationToken cancellationToken)
        => Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.WaitType == WaitType.WaitForCompletion
            ? ForCompletionAsync(wait, console, cancellationToken)
            : ForStartAsync(wait, console, cancellationToken)));

    private async Task ForStartAsync(WaitAnnotation wait, ILogger console, CancellationToken cancellationToken)
    {
        var name = wait.Resource.Name;
        // With a dashboard somebody may start the dependency again; without one nobody will.
        var stops = (wait.WaitBehavior ?? (options.WithDashboard ? WaitBehavior.WaitOnResourceUnavailable : WaitBehavior.StopOnResourceUnavailable)) == WaitBehavior.StopOnResourceUnavailable;
        WaitingForState(console, name, KnownResourceStates.Running);
        foreach (var id in instances.IdsOf(wait.Resource))
        {
            var seen = await SeeAsync(wait.Resource, id, s => s.State?.Text == KnownResourceStates.Running || (stops && IsTerminal(s)), cancellationToken);
            ThrowIfTerminal(name, seen);
        }

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
            {
                throw new DistributedApplicationException($"Dependency resource '{name}' failed to start.");
            }

            if (seen.ExitCode is { } code && code != wait.ExitCode)
            {
                throw new DistributedApplicationException($"Resource '{name}' has entered the '{seen.State?.Text}' state with exit code '{code}', expected '{wait.ExitCode}'.");
            }
        }

        Finished(console, name);
    }

    private static bool IsTerminal(CustomResourceSnapshot snapshot) => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text);

    private static void ThrowIfTerminal(string name, CustomResourceSnapshot seen)
    {
        if (seen.State?.Text == KnownResourceStates.FailedToStart)
        {
            throw new DistributedApplicationException($"Dependency resource '{name}' failed to start.");
        }

        if (IsTerminal(seen))
        {
            throw new DistributedApplicationException($"Resource '{name}' has entered the '{seen.State?.Text}' state prematurely.");
        }
    }

    private async Task<CustomResourceSnapshot> SeeAsync(IResource resource, string id, Func<CustomResourceSnapshot, bool> wanted, CancellationToken cancellationToken)
    {
        var seen = await notifications.WaitForResourceAsync(resource.Name, e => ResourceName.Same(e.ResourceId, id) && wanted(e.Snapshot), cancellationToken);
        return seen.Snapshot;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{Name}' to enter the '{State}' state.")]
    private static partial void WaitingForState(ILogger console, string name, string state);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{Name}' to become healthy.")]
    private static partial void WaitingForHealth(ILogger console, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for resource '{Name}' to complete.")]
    private static partial void WaitingForCompletion(ILogger console, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Finished waiting for resource '{Name}'.")]
    private static partial void Finished(ILogger console, string name);
}
