using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>What probes ask: does the process answer, and can it serve.</summary>
public static class HealthEndpoints
{
    /// <summary>
    /// Tag of the checks that decide <c>/ready</c>: this process is configured, its schemas are migrated, it is not shutting down. A check of
    /// a shared store does not carry it: when the store is away, every replica would leave the Service at once, and clients would get
    /// the ingress's error page instead of our answer.
    /// </summary>
    public const string ReadyTag = "ready";

    private const string RetryAfterSeconds = "5";

    /// <summary>Maps <c>/health</c> and <c>/alive</c> (the process answers) and <c>/ready</c> (the checks with <see cref="ReadyTag"/> pass), without login.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="livenessAliases">Further paths for liveness, e.g. <c>/api/health</c>.</param>
    public static IEndpointRouteBuilder MapHealthEndpoints(this IEndpointRouteBuilder endpoints, params string[] livenessAliases)
    {
        foreach (var path in (string[])["/health", "/alive", .. livenessAliases])
        {
            Map(endpoints, path, static _ => false);
        }

        Map(endpoints, "/ready", static check => check.Tags.Contains(ReadyTag));
        return endpoints;
    }

    internal static void AddHealth(this IHostApplicationBuilder builder) => builder.Services.AddHealthChecks();

    private static void Map(IEndpointRouteBuilder endpoints, string path, Func<HealthCheckRegistration, bool> checks)
        => endpoints.MapHealthChecks(path, new HealthCheckOptions { Predicate = checks, ResponseWriter = AnswerAsync })
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]))
            .AllowAnonymous()
            .DisableHttpMetrics()
            .ExcludeFromDescription();

    private static Task AnswerAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain";
        if (report.Status == HealthStatus.Unhealthy)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return context.Response.WriteAsync(
            ManagementEndpoint.IsRequested(context) ? Detail(report) : report.Status.ToString(), context.RequestAborted);
    }

    // Only on the management port, which no stranger reaches.
    private static string Detail(HealthReport report)
    {
        var text = new StringBuilder().Append(report.Status).Append('\n');
        foreach (var (name, entry) in report.Entries)
        {
            text.Append(name).Append(": ").Append(entry.Status).Append(". ").Append(entry.Description).Append('\n');
        }

        return text.ToString();
    }
}
