using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Voting.Api.Polls;

/// <summary>What a ballot of the poll looks like.</summary>
public enum PollKind
{
    /// <summary>Exactly one option.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The field's term for such a ballot, and the word on the wires.")]
    Single,

    /// <summary>Between <see cref="PollDefinition.MinChoices"/> and <see cref="PollDefinition.MaxChoices"/> options.</summary>
    Multiple,

    /// <summary>Any number of options, at least one.</summary>
    Approval,

    /// <summary>Options in order, best first; not all need be ranked.</summary>
    Ranking,

    /// <summary>A score from 0 to <see cref="PollDefinition.MaxScore"/> for each option named.</summary>
    Score,
}

/// <summary>One thing to vote for.</summary>
/// <param name="Id"><c>[a-z0-9-]</c>, 1 to 40 characters, unique in its poll.</param>
/// <param name="Label">What people read; 1 to 100 characters.</param>
public sealed record PollOption(string Id, string Label);

/// <summary>A poll as its owner defines it. Travels as JSON on all three wires (docs/wires.md).</summary>
/// <param name="OpensAt">UTC; null: open from the start.</param>
/// <param name="ClosesAt">UTC; null: open until it is closed by hand.</param>
/// <param name="Version">Counts changes, from 1.</param>
/// <param name="VoterKey">Fingerprint of the key under which this poll's voters are hashed, from its first version to its last; null in polls from before there were several keys.</param>
public sealed record PollDefinition(
    string Id,
    string Question,
    PollKind Kind,
    IReadOnlyList<PollOption> Options,
    int MinChoices,
    int MaxChoices,
    int? MaxScore,
    bool AllowAbstain,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt,
    int Version,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? VoterKey = null);

/// <summary>A poll and where it stands: <c>scheduled</c>, <c>open</c> or <c>closed</c>.</summary>
public sealed record Poll(
    string Id,
    string Question,
    PollKind Kind,
    IReadOnlyList<PollOption> Options,
    int MinChoices,
    int MaxChoices,
    int? MaxScore,
    bool AllowAbstain,
    string State,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt,
    int Version)
{
    internal static Poll Of(PollDefinition poll, bool closed, DateTimeOffset now) => new(
        poll.Id, poll.Question, poll.Kind, poll.Options, poll.MinChoices, poll.MaxChoices, poll.MaxScore, poll.AllowAbstain,
        closed || poll.ClosesAt <= now ? "closed" : poll.OpensAt > now ? "scheduled" : "open",
        poll.OpensAt, poll.ClosesAt, poll.Version);
}
