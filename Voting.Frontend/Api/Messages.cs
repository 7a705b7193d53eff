using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Frontend.Api;

/// <summary>A poll as the HTTP API shows it.</summary>
public sealed record Poll(
    string Id,
    string Question,
    string Kind,
    IReadOnlyList<PollOption> Options,
    int? MinChoices,
    int? MaxChoices,
    int? MaxScore,
    bool AllowAbstain,
    string State,
    DateTimeOffset? OpensAt,
    DateTimeOffset? ClosesAt)
{
    /// <summary>Counts the changes of the poll.</summary>
    public int Version { get; init; }

    /// <summary>How the ballots are counted.</summary>
    public string? Method { get; init; }

    /// <summary>How many options win.</summary>
    public int Seats { get; init; } = 1;

    /// <summary>Who is chosen among options that are level; null from an API of before there were rules.</summary>
    public string? TieBreak { get; init; }

    /// <summary>Whether the tie-break rule is another one than the counting method has without one.</summary>
    public bool HasOwnTieBreak => TieBreak is not null && TieBreak != (Method is "instant-runoff" or "single-transferable-vote" ? "list" : "open");

    /// <summary>What an option needs to win; null: most votes.</summary>
    public string? WinningShare { get; init; }

    /// <summary>Ballots without which the poll decides nothing.</summary>
    public int? Quorum { get; init; }

    /// <summary>Lines of plain text.</summary>
    public string? Description { get; init; }

    /// <summary>Who sees the results, and when.</summary>
    public string Visibility { get; init; } = "live";

    /// <summary>Whether the poll stands in lists.</summary>
    public bool Listed { get; init; } = true;

    /// <summary>What a voter types to come to the poll.</summary>
    public string? JoinCode { get; init; }

    /// <summary>Who may vote.</summary>
    public string Voters { get; init; } = "link";

    /// <summary>False: the first vote stays.</summary>
    public bool? AllowChange { get; init; }

    /// <summary>Whether a vote may be changed until the poll closes.</summary>
    public bool IsChangeAllowed => AllowChange ?? true;

    /// <summary>Whether a voter is told apart by a voting code, and not by the browser.</summary>
    public bool NeedsCode => Voters is "codes";

    /// <summary>Makes its bearer a host of the poll; only in the answer to who made it.</summary>
    public string? HostKey { get; init; }

    public bool IsDraft => State is "draft";

    public bool IsOpen => State is "open";

    public bool IsScheduled => State is "scheduled";

    public bool IsFinal => State is "final";

    /// <summary>The option with this id; null where the poll does not have it.</summary>
    public PollOption? Find(string option) => Options.FirstOrDefault(known => string.Equals(known.Id, option, StringComparison.Ordinal));
}

public sealed record PollOption(string Id, string Label);

/// <summary>The body of a cast: exactly one of the four ways to fill in a ballot is set.</summary>
internal sealed record CastBallotRequest(
    string? Voter,
    IReadOnlyList<string>? Choices = null,
    IReadOnlyList<string>? Ranking = null,
    IReadOnlyDictionary<string, int>? Scores = null,
    bool? Abstain = null,
    string? Code = null);

/// <summary>The proof of a 202: the ballot is in the stream, on disk.</summary>
internal sealed record Receipt(Guid Ballot, string Poll, string Status);

/// <summary>Where a ballot stands: accepted, counted, superseded or rejected with its reason.</summary>
public sealed record BallotStatus(Guid Ballot, string Poll, string Status, string? Reason);

/// <summary>The part of a ProblemDetails that the pages can use.</summary>
internal sealed record Problem(string? Title, string? Detail, string? Code, IReadOnlyDictionary<string, string[]>? Errors);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<Poll>))]
[JsonSerializable(typeof(Poll))]
[JsonSerializable(typeof(CastBallotRequest))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(BallotStatus))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class ApiJson : JsonSerializerContext;
