namespace Voting.Contracts.Ballots;

/// <summary>A vote as a client sends it: the voter's own secret id or a voting code, and one of the four ways to vote.</summary>
/// <param name="Voter">16 to 64 characters of <c>[A-Za-z0-9_-]</c>; in polls with voting codes absent.</param>
/// <param name="Choices">Option ids, for single, multiple and approval polls.</param>
/// <param name="Ranking">Option ids, best first.</param>
/// <param name="Scores">Score by option id.</param>
/// <param name="Abstain">True to take part without choosing, where the poll allows it.</param>
/// <param name="Code">The voter's voting code as it was typed, only in polls with voting codes.</param>
public sealed record CastBallotRequest(
    string? Voter = null,
    IReadOnlyList<string>? Choices = null,
    IReadOnlyList<string>? Ranking = null,
    IReadOnlyDictionary<string, int>? Scores = null,
    bool? Abstain = null,
    string? Code = null);

/// <summary>What the voter keeps.</summary>
/// <param name="Ballot">The ballot's id, under which its status can be asked.</param>
/// <param name="Position">Its place in the stream.</param>
/// <param name="Status"><c>accepted</c>: on disk, and counted unless the same voter votes again.</param>
public sealed record Receipt(Guid Ballot, string Poll, string Position, string Status);

/// <summary>What became of a ballot.</summary>
/// <param name="Status"><c>accepted</c> (not stored yet), <c>counted</c>, <c>superseded</c> or <c>rejected</c>.</param>
/// <param name="Reason">Why, where it was rejected.</param>
public sealed record BallotStatus(Guid Ballot, string Poll, string Status, string? Reason);
