namespace Aspire.Hosting.Dashboard;

/// <summary>Where a process sends its telemetry, and who it is there.</summary>
internal sealed class TelemetryEnvironment(DashboardSettings dashboard, RunOptions options, IHostEnvironment environment)
{
    public Dictionary<string, object> Of(ResourceInstance instance)
    {
        Dictionary<string, object> variables = new(StringComparer.Ordinal);
        if (instance.Resource is not ProjectResource)
            return variables;

        if (environment.IsDevelopment())
        {
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }

        variables["OTEL_SERVICE_NAME"] = instance.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance.Suffix}";
        if (options.WithDashboard)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = dashboard.Otlp.GetLeftPart(UriPartial.Authority);
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
            variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={dashboard.OtlpApiKey}";
        }

        return variables;
    }
}
