using System.Globalization;
using Voting.Frontend.Api;

namespace Voting.Frontend.Components.Polls;

internal static class PollState
{
    /// <summary>Where a poll stands, in a few words.</summary>
    public static string Of(Poll poll) => poll.State switch
    {
        "scheduled" when poll.OpensAt is { } opens => $"Opens {Utc(opens)}",
        "scheduled" => "Not open yet",
        "open" when poll.ClosesAt is { } closes => $"Open until {Utc(closes)}",
        "open" => "Open",
        "final" => "Closed; the result is final",
        _ => "Closed; the last votes are being counted",
    };

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
