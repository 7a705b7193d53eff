using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Sample;

/// <summary>A small room: what ServiceDefaults does to a process is tested on a process.</summary>
internal static partial class SampleService
{
    private static readonly ActivitySource _source = new("Voting.Sample");

    public static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        if (args is ["needs-stores"])
            builder.RequireConnection("redis", "votes");
        if (args is ["needs-session"])
            builder.AddSessionKeys();
        builder.Services.AddHealthChecks().AddCheck("hung", () =>
        {
            Thread.Sleep(args is ["hangs"] ? Timeout.Infinite : 0);
            return HealthCheckResult.Healthy();
        });

        var app = builder.Build();
        app.MapHealthEndpoints("/api/health");
        app.MapGet("/work", async (ILogger<Program> logger, int milliseconds) =>
        {
            using var work = _source.StartActivity("sample work");
            Working(logger, milliseconds);
            await Task.Delay(milliseconds);
            return "done";
        });
        await app.RunAsync();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Working for {Milliseconds} ms")]
    private static partial void Working(ILogger logger, int milliseconds);

    private sealed class Program;
}
