using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Hosting.Dashboard;

/// <summary>The gRPC service that the dashboard asks about resources, on Kestrel's plain HTTP/2.</summary>
internal sealed partial class ResourceService(DashboardSettings settings, ResourceServiceCalls calls, ILogger<ResourceService> logger)
    : IAsyncDisposable
{
    private WebApplication? _server;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // An empty builder reads neither the AppHost's arguments nor its ASPNETCORE_ variables.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, settings.ResourceService.Port, listen => listen.Protocols = HttpProtocols.Http2);
            // The dashboard keeps its calls for hours, most of the time in silence.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
            await _server.StopAsync(atOnce.Token);
            await _server.DisposeAsync();
        }
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var call = new GrpcCall(http);
        if (!IsAllowed(http.Request.Headers["x-resource-service-api-key"].ToString()))
        {
            call.Refuse(GrpcCall.Unauthenticated, "The API key is missing or wrong.");
            return;
        }

        try
        {
            await calls.AnswerAsync(http.Request.Path, call);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The dashboard ended the call, or itself.
        }
        catch (Exception problem)
        {
            CallFailed(logger, http.Request.Path, problem);
            throw;
        }
    }

    private bool IsAllowed(string key)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(settings.ResourceServiceApiKey));

    [LoggerMessage(LogLevel.Error, "The dashboard's call {Path} failed.")]
    private static partial void CallFailed(ILogger logger, string path, Exception problem);
}
