using System.Net.Http.Headers;

namespace AppHost.Commands;

/// <summary>The worker's operations endpoints as commands: buttons on the dashboard, and <c>aspire resource worker COMMAND</c>. Each authorizes with the administrator key and shows the answer.</summary>
internal static class WorkerCommands
{
    /// <summary>Counts every ballot again and compares with the published tallies.</summary>
    public static HttpCommandOptions Recount(IResourceBuilder<ParameterResource> administratorKey) => new()
    {
        Method = HttpMethod.Get,
        PrepareRequest = Authorize(administratorKey),
        ResultMode = HttpCommandResultMode.Json,
        IconName = "Calculator",
        Description = "Counts every ballot again and compares with the published results. Changes nothing.",
    };

    /// <summary>Lists what could not be stored.</summary>
    public static HttpCommandOptions ListDeadLetters(IResourceBuilder<ParameterResource> administratorKey) => new()
    {
        Method = HttpMethod.Get,
        PrepareRequest = Authorize(administratorKey),
        ResultMode = HttpCommandResultMode.Json,
        IconName = "MailAlert",
        Description = "Shows what could not be stored, and why.",
    };

    /// <summary>Puts dead letters back on the stream.</summary>
    public static HttpCommandOptions ReplayDeadLetters(IResourceBuilder<ParameterResource> administratorKey) => new()
    {
        Method = HttpMethod.Post,
        PrepareRequest = Authorize(administratorKey),
        ResultMode = HttpCommandResultMode.Json,
        IconName = "MailArrowForward",
        Description = "Puts every dead letter back on the vote stream. What is stored already stays as it is.",
        ConfirmationMessage = "Put all dead letters back on the vote stream?",
    };

    private static Func<HttpCommandRequestContext, Task> Authorize(IResourceBuilder<ParameterResource> administratorKey) => async context
        => context.Request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await administratorKey.Resource.GetValueAsync(context.CancellationToken));
}
