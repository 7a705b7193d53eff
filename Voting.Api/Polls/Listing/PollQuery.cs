using System.Globalization;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Listing;

/// <summary>Which polls are asked for.</summary>
/// <param name="State">Only those in this state; null: in any.</param>
/// <param name="Text">Only those whose question has this text, in upper or lower case; null: all.</param>
/// <param name="Archived">Those that were archived, instead of those that were not.</param>
/// <param name="All">Drafts and unlisted polls too.</param>
internal sealed record PollQuery(string? State, string? Text, int Limit, PollPlace? After, bool Archived, bool All)
{
    public const int MaxLimit = 200;
    private const int DefaultLimit = 50;
    private static readonly string[] _states = [PollState.Draft, PollState.Scheduled, PollState.Open, PollState.Closed];

    /// <summary>The query, or by member what is wrong with it.</summary>
    public static PollQuery? Parse(string? state, string? text, int? limit, string? after, bool archived, bool all, Dictionary<string, string[]> problems)
    {
        if (state is not null && !_states.Contains(state))
        {
            problems["state"] = [$"A state is {string.Join(", ", _states[..^1])} or {_states[^1]}."];
        }

        if (limit is < 1 or > MaxLimit)
        {
            problems["limit"] = [$"limit is 1 to {MaxLimit}."];
        }

        var wanted = string.IsNullOrWhiteSpace(text) ? null : PollText.Canonical(text, PollText.MaxQuestion);
        if (wanted is null && !string.IsNullOrWhiteSpace(text))
        {
            problems["q"] = [$"q has at most {PollText.MaxQuestion} characters, as a question may have them."];
        }

        var place = PollPlace.Parse(after);
        if (after is not null && place is null)
        {
            problems["after"] = ["after is what the Link of the page before says."];
        }

        return problems.Count > 0 ? null : new(state, wanted, limit ?? DefaultLimit, place, archived, all);
    }
}

/// <summary>Where a page of the list ends: the time and id of its last poll.</summary>
internal sealed record PollPlace(DateTimeOffset CreatedAt, string Id)
{
    public static PollPlace? Parse(string? text)
        => text?.IndexOf('-', StringComparison.Ordinal) is > 0 and var end
            && long.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) && microseconds < 1L << 52
            && PollRules.IsId(text[(end + 1)..])
            ? new(DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds), text[(end + 1)..])
            : null;

    public override string ToString()
        => string.Create(CultureInfo.InvariantCulture, $"{(CreatedAt.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond}-{Id}");
}
