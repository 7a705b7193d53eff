namespace AppHost.Commands;

/// <summary>The worker's operations endpoints as commands: buttons on the dashboard, and <c>aspire resource worker COMMAND</c>. Each shows the answer.</summary>
internal static class WorkerCommands
{
    /// <summary>Counts every ballot again and compares with the published tallies.</summary>
    public static HttpCommandOptions Recount { get; } = new()
    {
        Method = HttpMethod.Get,
        ResultMode = HttpCommandResultMode.Json,
        IconName = "Calculator",
        Description = "Counts every ballot again and compares with the published results. Changes nothing.",
    };

    /// <summary>Lists what could not be stored.</summary>
    public static HttpCommandOptions ListDeadLetters { get; } = new()
    {
        Method = HttpMethod.Get,
        ResultMode = HttpCommandResultMode.Json,
        IconName = "MailAlert",
        Description = "Shows what could not be stored, and why.",
    };

    /// <summary>Puts dead letters back on the stream.</summary>
    public static HttpCommandOptions ReplayDeadLetters { get; } = new()
    {
        Method = HttpMethod.Post,
        ResultMode = HttpCommandResultMode.Json,
        IconName = "MailArrowForward",
        Description = "Puts every dead letter back on the vote stream. What is stored already stays as it is.",
        ConfirmationMessage = "Put all dead letters back on the vote stream?",
    };
}
