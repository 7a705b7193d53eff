using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>The short environment names of the deployment documents, beside Aspire's own: <c>REDIS_HOST</c>, <c>DB_HOST</c>, <c>API_SERVICE_URL</c>, <c>LOG_LEVEL</c>, <c>APP_ENV</c>.</summary>
internal static class DocumentedNames
{
    private const string ServiceUrlSuffix = "_SERVICE_URL";

    private static readonly Dictionary<string, string[]> _required = new(StringComparer.OrdinalIgnoreCase)
    {
        ["redis"] = ["REDIS_HOST"],
        ["votes"] = ["DB_HOST", "DB_USER"],
    };

    /// <summary>Translates each short name into the long one, where the long one has no value.</summary>
    public static void UseDocumentedNames(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var translated = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

        if (configuration.GetConnectionString("redis") is null && configuration["REDIS_HOST"] is { Length: > 0 } redisHost)
            translated["ConnectionStrings:redis"] = Redis(configuration, redisHost);

        if (configuration.GetConnectionString("votes") is null && _required["votes"].All(name => !string.IsNullOrEmpty(configuration[name])))
            translated["ConnectionStrings:votes"] = Votes(configuration);

        foreach (var (service, url) in ServiceUrls(configuration))
        {
            if (!configuration.GetSection($"services:{service}").Exists())
                translated[$"services:{service}:{url.Scheme}:0"] = url.GetLeftPart(UriPartial.Authority);
        }

        configuration.AddInMemoryCollection(translated);
        UseDocumentedEnvironment(builder);
    }

    /// <summary>The variables that would give <paramref name="connection"/> and are absent, or null when it has a value.</summary>
    public static string? Missing(IConfiguration configuration, string connection)
    {
        if (!string.IsNullOrWhiteSpace(configuration.GetConnectionString(connection)))
            return null;

        var names = _required.GetValueOrDefault(connection, []).Where(name => string.IsNullOrEmpty(configuration[name])).ToArray();
        return names is [] ? $"ConnectionStrings__{connection}" : $"ConnectionStrings__{connection} (or {string.Join(", ", names)})";
    }

    private static string Redis(IConfiguration configuration, string host)
    {
        var server = $"{host}:{configuration["REDIS_PORT"] ?? "6379"}";
        return configuration["REDIS_PASSWORD"] is { Length: > 0 } password ? $"{server},password={password}" : server;
    }

    private static string Votes(IConfiguration configuration)
    {
        // The builder quotes what needs quoting.
        var connection = new DbConnectionStringBuilder
        {
            ["Host"] = configuration["DB_HOST"]!,
            ["Port"] = configuration["DB_PORT"] ?? "5432",
            ["Database"] = configuration["DB_NAME"] ?? "votes",
            ["Username"] = configuration["DB_USER"]!,
        };
        if (configuration["DB_PASSWORD"] is { Length: > 0 } password)
            connection["Password"] = password;
        return connection.ConnectionString;
    }

    private static IEnumerable<(string Service, Uri Url)> ServiceUrls(IConfiguration configuration)
        => from pair in configuration.AsEnumerable()
           where pair.Key.EndsWith(ServiceUrlSuffix, StringComparison.OrdinalIgnoreCase) && pair.Key.Length > ServiceUrlSuffix.Length
           where Uri.TryCreate(pair.Value, UriKind.Absolute, out _)
           select (pair.Key[..^ServiceUrlSuffix.Length].ToLowerInvariant().Replace('_', '-'), new Uri(pair.Value!));

    private static void UseDocumentedEnvironment(IHostApplicationBuilder builder)
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
