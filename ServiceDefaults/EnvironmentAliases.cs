using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>Short environment names beside Aspire's own: <c>REDIS_HOST</c>, <c>DB_HOST</c>, <c>API_SERVICE_URL</c>, <c>LOG_LEVEL</c>, <c>APP_ENV</c>.</summary>
internal static class EnvironmentAliases
{
    private const string ServiceUrlSuffix = "_SERVICE_URL";

    private static readonly Dictionary<string, string[]> _required = new(StringComparer.OrdinalIgnoreCase)
    {
        ["redis"] = ["REDIS_HOST"],
        ["votes"] = ["DB_HOST", "DB_USER"],
    };

    /// <summary>Translates each short name into the long one, where the long one has no value.</summary>
    /// <exception cref="InvalidConfigurationException">A short name has a value that cannot be translated; the message names it.</exception>
    public static void UseEnvironmentAliases(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var translated = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

        if (configuration.GetConnectionString("redis") is null && configuration["REDIS_HOST"] is { Length: > 0 } redisHost)
        {
            translated["ConnectionStrings:redis"] = $"{redisHost}:{Port(builder, "REDIS_PORT", 6379)}";
            // Redis' connection strings know no quotes, so a password with a comma would be cut there. Aspire reads it here as it is.
            if (configuration["REDIS_PASSWORD"] is { Length: > 0 } password)
            {
                translated["Aspire:StackExchange:Redis:ConfigurationOptions:Password"] = password;
            }
        }

        if (configuration.GetConnectionString("votes") is null && _required["votes"].All(name => !string.IsNullOrEmpty(configuration[name])))
        {
            translated["ConnectionStrings:votes"] = Votes(builder);
        }

        foreach (var (service, url) in ServiceUrls(builder))
        {
            if (!configuration.GetSection($"services:{service}").Exists())
            {
                translated[$"services:{service}:{url.Scheme}:0"] = url.GetLeftPart(UriPartial.Authority);
            }
        }

        configuration.AddInMemoryCollection(translated);
        UseEnvironmentName(builder);
    }

    /// <summary>The variables that would give <paramref name="connection"/> and are absent, or null when it has a value.</summary>
    public static string? Missing(IConfiguration configuration, string connection)
    {
        if (!string.IsNullOrWhiteSpace(configuration.GetConnectionString(connection)))
        {
            return null;
        }

        var names = _required.GetValueOrDefault(connection, []).Where(name => string.IsNullOrEmpty(configuration[name])).ToArray();
        return names is [] ? $"ConnectionStrings__{connection}" : $"ConnectionStrings__{connection} (or {string.Join(", ", names)})";
    }

    private static string Votes(IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        // The builder quotes what needs quoting.
        var connection = new DbConnectionStringBuilder
        {
            ["Host"] = configuration["DB_HOST"]!,
            ["Port"] = Port(builder, "DB_PORT", 5432),
            ["Database"] = configuration["DB_NAME"] ?? "votes",
            ["Username"] = configuration["DB_USER"]!,
        };
        if (configuration["DB_PASSWORD"] is { Length: > 0 } password)
        {
            connection["Password"] = password;
        }

        return connection.ConnectionString;
    }

    // Kubernetes gives every pod a variable like REDIS_PORT=tcp://10.43.0.7:6379 for a Service of that name, where nobody set another.
    private static string Port(IHostApplicationBuilder builder, string name, int standard)
    {
        var value = builder.Configuration[name];
        if (string.IsNullOrEmpty(value))
        {
            return standard.ToString(CultureInfo.InvariantCulture);
        }

        var port = Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "tcp"
            ? address.Port
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return port is >= 1 and <= 65_535
            ? port.ToString(CultureInfo.InvariantCulture)
            : throw builder.Refuse($"{name} must be a port number from 1 to 65535 or tcp://host:port, not '{value}'");
    }

    private static IEnumerable<(string Service, Uri Url)> ServiceUrls(IHostApplicationBuilder builder)
    {
        foreach (var (name, value) in builder.Configuration.AsEnumerable())
        {
            if (!name.EndsWith(ServiceUrlSuffix, StringComparison.OrdinalIgnoreCase) || name.Length == ServiceUrlSuffix.Length || string.IsNullOrEmpty(value))
            {
                continue;
            }

            yield return Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                ? (name[..^ServiceUrlSuffix.Length].ToLowerInvariant().Replace('_', '-'), url)
                : throw builder.Refuse($"{name} must be an address like http://api:5000, not '{value}'");
        }
    }

    private static void UseEnvironmentName(IHostApplicationBuilder builder)
    {
        var aspNetName = builder.Configuration["ASPNETCORE_ENVIRONMENT"] ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? builder.Configuration["DOTNET_ENVIRONMENT"] ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        if (aspNetName is null && builder.Configuration["APP_ENV"] is { Length: > 0 } name)
        {
            builder.Environment.EnvironmentName = name.ToLowerInvariant() switch
            {
                "dev" => Environments.Development,
                "prod" => Environments.Production,
                var other => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(other),
            };
        }
    }
}
