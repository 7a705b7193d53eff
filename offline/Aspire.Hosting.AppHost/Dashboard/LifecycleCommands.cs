using Aspire.Hosting.Dashboard.Messages;

namespace Aspire.Hosting.Dashboard;

/// <summary>Which of start, stop and restart a person can choose now.</summary>
internal static class LifecycleCommands
{
    private const int Enabled = 0, Disabled = 1, Hidden = 2;

    public static IEnumerable<ResourceCommand> Of(ResourceEvent known)
    {
        if (known.Resource is not (ProjectResource or ExecutableResource or ContainerResource))
            yield break;

        var (start, stop, restart) = known.Snapshot.State?.Text switch
        {
            null or KnownResourceStates.Starting => (Disabled, Hidden, Disabled),
            KnownResourceStates.Stopping => (Hidden, Disabled, Disabled),
            KnownResourceStates.NotStarted or KnownResourceStates.Waiting => (Enabled, Hidden, Disabled),
            _ when known.Snapshot.IsTerminal => (Enabled, Hidden, Disabled),
            _ => (Hidden, Enabled, Enabled),
        };
        yield return Command(KnownResourceCommands.StartCommand, "Start", "Play", start);
        yield return Command(KnownResourceCommands.StopCommand, "Stop", "Stop", stop);
        yield return Command(KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", restart);
    }

    private static ResourceCommand Command(string name, string display, string icon, int state) => new()
    {
        Name = name,
        DisplayName = display,
        DisplayDescription = $"{display} resource",
        IconName = icon,
        IconVariant = 1,
        IsHighlighted = name != KnownResourceCommands.RestartCommand,
        State = state,
    };
}
