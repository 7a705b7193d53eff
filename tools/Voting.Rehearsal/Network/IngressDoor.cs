using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Voting.Rehearsal.Engine;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Network;

/// <summary>
/// Stands in for the gateway in front of one host of the manifest: by path to a Service's pods, in plain HTTP on the loopback.
/// It sends no request twice, which is stricter than most gateways.
/// </summary>
internal sealed class IngressDoor : IAsyncDisposable
{
    private static readonly string[] _hopByHop = ["Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade", "Host"];

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    });

    private readonly WebApplication _app;
    private readonly (Route Route, Endpoints Endpoints)[] _routes;

    private IngressDoor(WebApplication app, (Route, Endpoints)[] routes) => (_app, _routes) = (app, routes);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<IngressDoor> OpenAsync(IEnumerable<Route> routes, Func<string, Endpoints> endpoints, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var door = new IngressDoor(app, [.. routes.OrderByDescending(route => route.Prefix.Length).Select(route => (route, endpoints(route.Service)))]);
        app.Run(door.ForwardAsync);
        await app.StartAsync(ct);
        return door;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var (route, endpoints) = Array.Find(_routes, known => context.Request.Path.StartsWithSegments(known.Route.Prefix.TrimEnd('/'), StringComparison.Ordinal));
        if (endpoints?.Next() is not { } pod)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        try
        {
            using var request = Request(context, route, pod);
            using var answer = await _client.SendAsync(request, context.RequestAborted);
            await AnswerAsync(context, answer);
        }
        catch (HttpRequestException) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
        }
        catch (Exception error) when (error is IOException or HttpRequestException or OperationCanceledException)
        {
            context.Abort(); // one side left in the middle
        }
    }

    private static HttpRequestMessage Request(HttpContext context, Route route, Pod pod)
    {
        var request = new HttpRequestMessage(
            new(context.Request.Method), $"http://{pod.Endpoint}{context.Request.Path.ToUriComponent()}{context.Request.QueryString}");
        request.Headers.Host = route.Host;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => !_hopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, [.. values]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, [.. values]);
            }
        }

        request.Headers.TryAddWithoutValidation("X-Forwarded-For", "192.0.2.1");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        request.Headers.TryAddWithoutValidation("X-Forwarded-Host", route.Host);
        return request;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => !_hopByHop.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            context.Response.Headers.Append(name, values.ToArray());
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, context.RequestAborted) is var count and > 0)
        {
            // At once: a live stream has pauses.
            await context.Response.Body.WriteAsync(buffer.AsMemory(0, count), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }
}
