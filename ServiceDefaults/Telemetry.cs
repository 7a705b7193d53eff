using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Traces, metrics and logs over OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; metrics at <c>/metrics</c> of the management port too.
/// With neither, nothing listens and nothing is allocated.
/// </summary>
internal static class Telemetry
{
    // By name: this project knows no store. What a store's client package registers beside it is the same and does no harm.
    private static readonly string[] _sources = ["Npgsql", "Voting.*"];
    private static readonly string[] _meters = ["Npgsql", "Polly", "Voting.*"];

    // Aspire's client packages trace by themselves, also where no span is ever sent.
    private static readonly string[] _clientTracing =
        ["Aspire:StackExchange:Redis:DisableTracing", "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:DisableTracing"];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var sends = !string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        var isScraped = ManagementEndpoint.IsConfigured(builder.Configuration);
        if (!sends)
        {
            builder.Configuration.AddInMemoryCollection(_clientTracing.Where(key => builder.Configuration[key] is null).Select(key => KeyValuePair.Create<string, string?>(key, "true")));
        }

        if (!sends && !isScraped)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            // The environment's OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and so win.
            .ConfigureResource(resource => resource.AddService(builder.Environment.ApplicationName).AddEnvironmentVariableDetector())
            .WithMetrics(metrics => AddMetrics(metrics, isScraped));
        if (!sends)
        {
            return;
        }

        var ratio = SampleRatio.Of(builder);
        telemetry.WithTracing(traces => AddTraces(traces, ratio)).UseOtlpExporter();
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.IncludeFormattedMessage = true;
            logs.IncludeScopes = true;
        });
    }

    private static void AddMetrics(MeterProviderBuilder metrics, bool isScraped)
    {
        metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation().AddMeter(_meters);
        if (isScraped)
        {
            metrics.AddPrometheusExporter();
        }
    }

    private static void AddTraces(TracerProviderBuilder traces, double ratio) => traces
        .SetSampler(new ParentBasedSampler(new RequestSampler(ratio)))
        .AddAspNetCoreInstrumentation(requests => requests.EnrichWithHttpResponse = static (span, response) =>
        {
            if (IsLeftOut(response))
            {
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            }
            else
            {
                NameByAddress(span);
            }
        })
        .AddHttpClientInstrumentation()
        .AddSource(_sources)
        .AddProcessor(new AnonymousSpans());

    // The route "/" of a group "/polls" is "/polls/" to the framework. Nobody calls that address, so nobody should have to search for it.
    private static void NameByAddress(Activity span)
    {
        if (span.GetTagItem("http.route") is string { Length: > 1 } route && route.EndsWith('/'))
        {
            span.SetTag("http.route", route.TrimEnd('/'));
            span.DisplayName = span.DisplayName.TrimEnd('/');
        }
    }

    // Probes and scrapes come every few seconds for ever, static files tell nothing, and an event stream's span would last as long as its viewer stays.
    private static bool IsLeftOut(HttpResponse response)
        => ManagementEndpoint.IsRequested(response.HttpContext)
            || response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) == true
            || response.HttpContext.GetEndpoint()?.Metadata is { } metadata
                && (metadata.GetMetadata<IDisableHttpMetricsMetadata>() is not null || metadata.GetMetadata<StaticAssetDescriptor>() is not null);
}
