using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Microsoft.Extensions.Hosting;

/// <summary>Console logs: one JSON object a line with trace ids for machines, short text for a developer.</summary>
internal static class Logging
{
    public static void AddConsoleLogging(this IHostApplicationBuilder builder)
    {
        if (Level(builder.Configuration["LOG_LEVEL"]) is { } level)
        {
            builder.Configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", level.ToString())]);
        }

        builder.Services.AddSingleton<IExternalScopeProvider, AnonymousScopes>();
        // They say the address of every request, and the address of a receipt has the ballot's id. Spans and metrics tell the rest of it.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning).AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        if (builder.Environment.IsDevelopment())
        {
            builder.Logging.AddSimpleConsole(options => options.SingleLine = true);
            return;
        }

        builder.Logging.AddJsonConsole(options =>
        {
            // The trace ids are a scope.
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
    }

    /// <summary>The level that a person means by <paramref name="name"/>; null when there is none, or none that is known.</summary>
    internal static LogLevel? Level(string? name) => name?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" or "INFORMATION" => LogLevel.Information,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "CRITICAL" or "FATAL" => LogLevel.Critical,
        "NONE" or "OFF" => LogLevel.None,
        _ => null,
    };
}
