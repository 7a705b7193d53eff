using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// A second port, <c>Management:Port</c>, that serves <c>/metrics</c> for Prometheus and the health endpoints with their reasons, and nothing else.
/// It is for the cluster's own tools: no ingress and no Service leads to it. Without the setting there is no such port.
/// </summary>
internal static class ManagementEndpoint
{
    private const string PortKey = "Management:Port";

    public static void AddManagementEndpoint(this IHostApplicationBuilder builder)
    {
        if (!IsConfigured(builder.Configuration))
        {
            return;
        }

        if (!int.TryParse(builder.Configuration[PortKey], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535)
        {
            throw builder.Refuse($"Management__Port must be a port number from 1 to 65535, not '{builder.Configuration[PortKey]}'");
        }

        Listen(builder.Configuration, port);
        builder.Services.AddSingleton<IStartupFilter>(new ManagementOnly(port));
    }

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[PortKey]);

    /// <summary>Whether the request came in by the management port.</summary>
    public static bool IsRequested(HttpContext context) => context.Features.Get<Marker>() is not null;

    // Added to what the process listens on anyway, in the place where that stands. Kestrel's own Listen would replace the addresses.
    private static void Listen(IConfigurationManager configuration, int port)
    {
        var address = $"http://*:{port.ToString(CultureInfo.InvariantCulture)}";
        if (configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            configuration.AddInMemoryCollection([new("Kestrel:Endpoints:Management:Url", address)]);
            return;
        }

        var urls = configuration[WebHostDefaults.ServerUrlsKey] is { Length: > 0 } given
            ? given
            : string.Join(';', [.. Ports(configuration, "http"), .. Ports(configuration, "https")]);
        configuration.AddInMemoryCollection(
            [new(WebHostDefaults.ServerUrlsKey, $"{(urls.Length > 0 ? urls : "http://localhost:5000")};{address}")]);
    }

    private static IEnumerable<string> Ports(IConfiguration configuration, string scheme)
        => (configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(port => $"{scheme}://*:{port}");

    /// <summary>On a request that came in by the management port.</summary>
    private sealed class Marker
    {
        public static readonly Marker Instance = new();
    }

    // By the port of the connection: the Host header is whatever a client says it is.
    private sealed class ManagementOnly(int port) : IStartupFilter
    {
        private static readonly PathString[] _health = ["/health", "/alive", "/ready"];

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.UseWhen(context => context.Connection.LocalPort == port, management =>
            {
                management.Use(async (context, pipeline) =>
                {
                    context.Features.Set(Marker.Instance);
                    if (context.Features.Get<IHttpMetricsTagsFeature>() is { } metrics)
                    {
                        metrics.MetricsDisabled = true;
                    }

                    await pipeline(context);
                });
                management.UseOpenTelemetryPrometheusScrapingEndpoint();
                management.Use((context, pipeline) =>
                {
                    if (Array.Exists(_health, path => context.Request.Path.Equals(path, StringComparison.OrdinalIgnoreCase)))
                    {
                        return pipeline(context);
                    }

                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
            });
            next(app);
        };
    }
}
