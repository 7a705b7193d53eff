using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Sample;

/// <summary>A small service: what ServiceDefaults does to a process is tested on a process.</summary>
internal static partial class SampleService
{
    private static readonly ActivitySource _source = new("Voting.Sample");

    public static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        if (args is ["needs-stores"])
        {
            builder.RequireConnection("redis", "votes");
        }

        if (args is ["needs-session"])
        {
            builder.AddSessionKeys();
        }

        builder.Services.AddHealthChecks()
            .AddCheck("schema", () => args is ["not-migrated"] ? HealthCheckResult.Unhealthy("The schema is not migrated.") : HealthCheckResult.Healthy(), [HealthEndpoints.ReadyTag])
            .AddCheck("store", () => HealthCheckResult.Unhealthy("The store is away."));

        var app = builder.Build();
        app.MapHealthEndpoints("/api/health");
        app.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, "Assets", "endpoints.json"));
        app.MapGet("/work", WorkAsync);
        app.MapGroup("/polls/{poll}/ballots").MapPost("/", (string poll) => poll);
        app.MapGet("/receipts/{ballot:guid}", ReadReceiptAsync);
        app.MapGet("/polls/{poll}/live", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync(": one\n\n");
        });
        await app.RunAsync();
    }

    private static async Task<string> WorkAsync(ILogger<Program> logger, int milliseconds)
    {
        using var work = _source.StartActivity("sample work");
        using (_source.StartActivity("sample command", ActivityKind.Client))
        {
            Working(logger, milliseconds);
        }

        // As a worker's loop asks its store outside of any request.
        var request = Activity.Current;
        Activity.Current = null;
        _source.StartActivity("lonely command", ActivityKind.Client)?.Dispose();
        Activity.Current = request;
        await Task.Delay(milliseconds);
        return "done";
    }

    // As the ballot site asks the API: both addresses have the ballot's id.
    private static async Task<string> ReadReceiptAsync(ILogger<Program> logger, HttpContext context, IHttpClientFactory clients, string? last)
    {
        Working(logger, 0);
        using var client = clients.CreateClient();
        return last is not null ? "receipt" : await client.GetStringAsync(new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?last=yes"));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Working for {Milliseconds} ms")]
    private static partial void Working(ILogger logger, int milliseconds);

    private sealed class Program;
}
