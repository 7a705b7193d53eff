using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Voting.Gateway.Tests;

/// <summary>A service behind the gateway, on a port of the loopback: it says its name and what reached it.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Service(WebApplication app) => _app = app;

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static Task<Service> NamedAsync(string name) => AnsweringAsync(context => context.Response.WriteAsJsonAsync(new Reached(
        name, context.Request.Path + context.Request.QueryString, context.Request.Host.Value ?? "", context.Request.Headers["X-Forwarded-For"].ToString(),
        context.Request.Headers["X-Forwarded-Proto"].ToString(), context.Request.Headers.TraceParent.ToString())));

    public static async Task<Service> AnsweringAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    public async ValueTask DisposeAsync()
    {
        // What an answer still waits for ends with the test.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}

/// <summary>What a request was when it reached a service.</summary>
internal sealed record Reached(string Service, string Path, string Host, string ForwardedFor, string ForwardedProto, string TraceParent);
