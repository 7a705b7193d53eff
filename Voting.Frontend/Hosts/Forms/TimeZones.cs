using System.Globalization;
using Voting.Contracts.Polls;

namespace Voting.Frontend.Hosts.Forms;

/// <summary>Times as hosts type them, in a zone that they name.</summary>
internal static class TimeZones
{
    public const string Utc = "UTC";

    private const string Written = "yyyy-MM-dd'T'HH:mm";

    private static readonly Lazy<IReadOnlyList<string>> _all = new(() =>
    [
        Utc,
        .. TimeZoneInfo.GetSystemTimeZones().Select(zone => zone.Id)
            .Where(id => id.Contains('/', StringComparison.Ordinal) && !id.StartsWith("Etc/", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ]);

    /// <summary>IANA's names.</summary>
    public static IReadOnlyList<string> All => _all.Value;

    /// <summary>The zone of this name; UTC where there is none.</summary>
    public static string Known(string? zone) => zone is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : Utc;

    /// <summary>The time as a field of a form takes it.</summary>
    public static string Write(DateTimeOffset? at, string zone) =>
        at is null ? "" : TimeZoneInfo.ConvertTime(at.Value, TimeZoneInfo.FindSystemTimeZoneById(zone)).ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>The time as the API takes it; null and no problem where nothing was typed.</summary>
    public static string? Read(string typed, string zone, out string? problem)
    {
        problem = null;
        if (typed.Length == 0)
        {
            return null;
        }

        if (!DateTime.TryParseExact(typed, [Written, "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            problem = "Enter a day and a time, for example 2026-11-30T18:30.";
            return null;
        }

        var clock = TimeZoneInfo.FindSystemTimeZoneById(zone);
        if (clock.IsInvalidTime(local))
        {
            problem = $"This time does not exist in {zone}: the clocks go forward over it.";
            return null;
        }

        // A time that the clocks show twice is the first of the two.
        var offset = clock.IsAmbiguousTime(local) ? clock.GetAmbiguousTimeOffsets(local).Max() : clock.GetUtcOffset(local);
        var at = new DateTimeOffset(local, offset).ToUniversalTime();
        problem = at < PollTime.First || at > PollTime.Last ? "Enter a time from 2000 to 2100." : null;
        return problem is null ? at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
    }
}
