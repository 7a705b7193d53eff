using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Contracts.Polls;

/// <summary>
/// The times that a poll may have: whole seconds from 2000-01-01 to 2100-12-31, kept in UTC. No other value gets behind the API, so
/// that none can meet a service, a database or a browser that means something else by it.
/// </summary>
public static partial class PollTime
{
    /// <summary>What is wrong with a time that is none, in words for the host.</summary>
    public const string Rule = "A time is written 2026-11-30T23:59:59Z (or with an offset, 2026-12-01T00:59:59+01:00): whole seconds, from 2000-01-01 to 2100-12-31 UTC.";

    public static readonly DateTimeOffset First = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Last = new(2100, 12, 31, 23, 59, 59, TimeSpan.Zero);

    /// <summary>The time in UTC. False for what is no time, has no offset, is finer than a second or out of bounds.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        if (!Form().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
        {
            return false;
        }

        time = parsed.ToUniversalTime();
        return time >= First && time <= Last;
    }

    /// <summary>The time as it is written, in UTC; null: none.</summary>
    public static string? Text(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time as a stored definition has it (<see cref="PollJson"/>): of two such texts the later time is the greater text.</summary>
    public static string Stored(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);

    /// <summary>The whole second that has begun.</summary>
    public static DateTimeOffset Second(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    // An explicit offset: without one it would be the server's zone. A date alone is no time. Zeros after the point are whole seconds, as JavaScript writes them.
    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.0{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();
}
