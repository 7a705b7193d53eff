using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AppHost.Commands;

/// <summary>Faults on purpose: what the system promises to bear, before one's eyes. On the dashboard, and as <c>aspire resource NAME COMMAND</c>.</summary>
internal static partial class FaultCommands
{
    private static readonly TimeSpan _frozen = TimeSpan.FromSeconds(10);

    /// <summary>Adds the commands to a resource that runs as a process of this machine.</summary>
    public static IResourceBuilder<TResource> WithFaults<TResource>(this IResourceBuilder<TResource> resource)
        where TResource : IResource
        => !ProcessTree.IsKnown || resource.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? resource
            : resource
                .WithCommand("kill", "Kill", KillAsync, Options("PlugDisconnected", "Ends the process at once (SIGKILL): what it had in hand is gone, and nothing that was accepted. Start brings it back."))
                .WithCommand("freeze", "Freeze 10 s", FreezeAsync, Options("Pause", "Stops the process for ten seconds (SIGSTOP): it holds its connections and answers nothing."));

    private static CommandOptions Options(string icon, string description) => new()
    {
        IconName = icon,
        Description = description,
        UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
    };

    private static Task<ExecuteCommandResult> KillAsync(ExecuteCommandContext context) => OnProgramsAsync(context, async (programs, log) =>
    {
        LogKilled(log, programs.Count);
        await ProcessTree.SignalAsync(programs, "KILL");
        return "It is killed.";
    });

    private static Task<ExecuteCommandResult> FreezeAsync(ExecuteCommandContext context) => OnProgramsAsync(context, async (programs, log) =>
    {
        LogFrozen(log, programs.Count, _frozen.TotalSeconds);
        await ProcessTree.SignalAsync(programs, "STOP");
        try
        {
            await Task.Delay(_frozen, context.CancellationToken);
        }
        finally
        {
            // Whatever happens to this command, nothing stays frozen.
            await ProcessTree.SignalAsync(programs, "CONT");
            LogThawed(log);
        }

        return string.Create(CultureInfo.InvariantCulture, $"It was frozen for {_frozen.TotalSeconds} s.");
    });

    private static async Task<ExecuteCommandResult> OnProgramsAsync(ExecuteCommandContext context, Func<IReadOnlyList<int>, ILogger, Task<string>> act)
    {
        var notifications = context.Services.GetRequiredService<ResourceNotificationService>();
        if (!notifications.TryGetCurrentState(context.ResourceName, out var current)
            || current.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value is not { } process)
        {
            return CommandResults.Failure("No process of this machine stands behind it.");
        }

        var log = context.Services.GetRequiredService<ResourceLoggerService>().GetLogger(context.ResourceName);
        return CommandResults.Success(await act(ProcessTree.ProgramsOf(Convert.ToInt32(process, CultureInfo.InvariantCulture)), log));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A fault on purpose: {Count} processes are killed")]
    private static partial void LogKilled(ILogger log, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A fault on purpose: {Count} processes are frozen for {Seconds} s")]
    private static partial void LogFrozen(ILogger log, int count, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The fault is over: they go on")]
    private static partial void LogThawed(ILogger log);
}
