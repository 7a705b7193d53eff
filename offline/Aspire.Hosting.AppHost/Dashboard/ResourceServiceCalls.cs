using Aspire.Hosting.Dashboard.Messages;

namespace Aspire.Hosting.Dashboard;

/// <summary>What the dashboard may ask.</summary>
internal sealed class ResourceServiceCalls(
    ResourceNotificationService notifications, ResourceLoggerService consoles, ResourceCommandService commands,
    IConfiguration configuration)
{
    private const string Service = "/aspire.v1.DashboardService/";

    public Task AnswerAsync(string path, GrpcCall call) => path switch
    {
        Service + "GetApplicationInformation" => GetApplicationInformationAsync(call),
        Service + "WatchResources" => WatchResourcesAsync(call),
        Service + "WatchResourceConsoleLogs" => WatchConsoleAsync(call),
        Service + "ExecuteResourceCommand" => ExecuteCommandAsync(call),
        Service + "WatchInteractions" => WatchInteractionsAsync(call),
        _ => RefuseAsync(call),
    };

    // The dashboard wants to hear of dialogs before it shows anything else; there are none.
    private static async Task WatchInteractionsAsync(GrpcCall call)
    {
        await call.StartAsync();
        await Task.Delay(Timeout.Infinite, call.Cancelled);
    }

    private static Task RefuseAsync(GrpcCall call)
    {
        call.Refuse(GrpcCall.Unimplemented, "Not offered.");
        return Task.CompletedTask;
    }

    private async Task GetApplicationInformationAsync(GrpcCall call)
    {
        await call.ReadAsync(ApplicationInformationRequest.Parser);
        var name = configuration["AppHost:DashboardApplicationName"] ?? "";
        await call.AnswerAsync(new ApplicationInformationResponse { ApplicationName = name });
    }

    private async Task WatchResourcesAsync(GrpcCall call)
    {
        await call.ReadAsync(WatchResourcesRequest.Parser);
        var initial = new InitialResourceData();
        initial.Resources.AddRange(notifications.Current.Select(ResourceMessage.Of));
        await call.WriteAsync(new WatchResourcesUpdate { InitialData = initial });
        await foreach (var change in notifications.WatchAsync(call.Cancelled))
        {
            await call.WriteAsync(new WatchResourcesUpdate
            {
                Changes = new() { Value = { new WatchResourcesChange { Upsert = ResourceMessage.Of(change) } } },
            });
        }
    }

    private async Task WatchConsoleAsync(GrpcCall call)
    {
        var request = await call.ReadAsync(WatchResourceConsoleLogsRequest.Parser);
        var console = consoles.Console(request.ResourceName);
        if (!request.SuppressFollow)
        {
            await foreach (var lines in console.WatchAsync(call.Cancelled))
                await call.WriteAsync(Message(lines));
        }

        await call.AnswerAsync(Message(console.Lines));
    }

    private async Task ExecuteCommandAsync(GrpcCall call)
    {
        const int Succeeded = 1, Failed = 2, Cancelled = 3;
        var request = await call.ReadAsync(ResourceCommandRequest.Parser);
        // The command goes on when the person leaves the page.
        var result = await commands.ExecuteCommandAsync(request.ResourceName, request.CommandName, CancellationToken.None);
        var answer = new ResourceCommandResponse { Kind = result.Success ? Succeeded : result.Canceled ? Cancelled : Failed };
        if (result.Message is not null)
            answer.Message = result.Message;

        await call.AnswerAsync(answer);
    }

    private static WatchResourceConsoleLogsUpdate Message(IEnumerable<LogLine> lines)
    {
        var update = new WatchResourceConsoleLogsUpdate();
        update.LogLines.AddRange(lines.Select(
            l => new ConsoleLogLine { Text = l.Content, IsStdErr = l.IsErrorMessage, LineNumber = l.LineNumber }));
        return update;
    }
}
