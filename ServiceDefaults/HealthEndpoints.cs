using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>What probes ask: does the process answer, and can it do its work.</summary>
public static class HealthEndpoints
{
    private const string RetryAfterSeconds = "5";

    /// <summary>Maps <c>/health</c> and <c>/alive</c> (the process answers) and <c>/ready</c> (every registered check passes, known within 5 s), without login and without detail.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="livenessAliases">Further paths for liveness, e.g. <c>/api/health</c>.</param>
    public static IEndpointRouteBuilder MapHealthEndpoints(this IEndpointRouteBuilder endpoints, params string[] livenessAliases)
    {
        foreach (var path in (string[])["/health", "/alive", .. livenessAliases])
        {
            Map(endpoints, path, static context => Answer(context, HealthStatus.Healthy));
        }

        Map(endpoints, "/ready", static async context =>
            await Answer(context, await context.RequestServices.GetRequiredService<Readiness>().CheckAsync()));
        return endpoints;
    }

    internal static void AddHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<Readiness>();
        builder.Services.PostConfigure<HealthCheckServiceOptions>(options =>
        {
            foreach (var check in options.Registrations.Where(check => check.Timeout == Timeout.InfiniteTimeSpan))
            {
                check.Timeout = Readiness.CheckTimeout;
            }
        });
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, RequestDelegate answer)
        => endpoints.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], context =>
            {
                LeaveOutOfTraces(context);
                return answer(context);
            })
            .AllowAnonymous()
            .DisableHttpMetrics()
            .ExcludeFromDescription();

    private static Task Answer(HttpContext context, HealthStatus status)
    {
        var healthy = status != HealthStatus.Unhealthy;
        context.Response.StatusCode = healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain";
        context.Response.Headers.CacheControl = "no-store";
        if (!healthy)
            context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return context.Response.WriteAsync(healthy ? "Healthy" : "Unhealthy", context.RequestAborted);
    }

    // Probes come every few seconds for ever. What they cause, a check's query for instance, follows its parent's decision.
    private static void LeaveOutOfTraces(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { } activity)
        {
            activity.IsAllDataRequested = false;
            activity.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
