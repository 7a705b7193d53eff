using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace Voting.Api.Http;

/// <summary>When the API's first version ends; section <c>Deprecation</c>. Without a date it does not.</summary>
internal sealed class DeprecationOptions : IValidatableObject
{
    public const string Section = "Deprecation";

    private const int MonthsOfSupport = 6;

    /// <summary>From when on the version should not be used for anything new.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When it may be gone; at least six months after <see cref="Since"/>.</summary>
    public DateTimeOffset? Sunset { get; init; }

    /// <summary>Where the change is described.</summary>
    public Uri? Documentation { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Sunset is { } sunset && (Since is not { } since || sunset < since.AddMonths(MonthsOfSupport)))
        {
            yield return new($"{Section}:Sunset is at least {MonthsOfSupport} months after {Section}:Since: clients need the time.", [nameof(Sunset)]);
        }
    }
}

/// <summary>Tells every client of <c>/api/v1</c> that the version is going: headers <c>Deprecation</c> (RFC 9745), <c>Sunset</c> (RFC 8594), <c>Link</c> and <c>X-API-Deprecated</c>.</summary>
internal static class Deprecation
{
    private const string FirstVersion = "/api/v1";

    public static void AddDeprecation(this IServiceCollection services)
        => services.AddOptions<DeprecationOptions>().BindConfiguration(DeprecationOptions.Section).ValidateDataAnnotations().ValidateOnStart();

    public static void UseDeprecation(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<DeprecationOptions>>().Value;
        if (options.Since is not { } since)
        {
            return;
        }

        var headers = Headers(options, since).ToArray();
        app.Use((context, next) =>
        {
            if (context.Request.Path.StartsWithSegments(FirstVersion, StringComparison.Ordinal))
            {
                // When the answer starts: an error clears what was set before.
                context.Response.OnStarting(() =>
                {
                    foreach (var (name, value) in headers)
                    {
                        context.Response.Headers.Append(name, value);
                    }

                    return Task.CompletedTask;
                });
            }

            return next(context);
        });
    }

    private static IEnumerable<(string Name, string Value)> Headers(DeprecationOptions options, DateTimeOffset since)
    {
        yield return ("Deprecation", string.Create(CultureInfo.InvariantCulture, $"@{since.ToUnixTimeSeconds()}"));
        yield return ("X-API-Deprecated", "true");
        if (options.Sunset is { } sunset)
        {
            yield return ("Sunset", sunset.ToUniversalTime().ToString("R", CultureInfo.InvariantCulture));
        }

        if (options.Documentation is { } documentation)
        {
            yield return ("Link", $"<{documentation.AbsoluteUri}>; rel=\"deprecation\"");
        }
    }
}
