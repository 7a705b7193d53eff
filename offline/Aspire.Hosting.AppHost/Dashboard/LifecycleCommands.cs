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

        var state = known.Snapshot.State?.Text;
        var startable = KnownResourceStates.TerminalStates.Contains(state) || state == KnownResourceStates.NotStarted || state == KnownResourceStates.Waiting;
        var starting = state is null || state == KnownResourceStates.Starting;
        var stopping = state == KnownResourceStates.Stopping;
        yield return Command(KnownResourceCommands.StartCommand, "Start", "Start resource", "Play", startable ? Enabled : starting ? Disabled : Hidden);
        yield return Command(KnownResourceCommands.StopCommand, "Stop", "Stop resource", "Stop", startable || starting ? Hidden : stopping ? Disabled : Enabled);
        yield return Command(KnownResourceCommands.RestartCommand, "Restart", "Restart resource", "ArrowCounterclockwise", startable || starting || stopping ? Disabled : Enabled);
    }

    private static ResourceCommand Command(string name, string display, string description, string icon, int state) => new()
    {
        Name = name,
        DisplayName = display,
        DisplayDescription = description,
        IconName = icon,
        IconVariant = 1,
        IsHighlighted = name != KnownResourceCommands.RestartCommand,
        State = state,
    };
}
