namespace Voting.Frontend.Api;

/// <summary>The body of a cast: exactly one of the four ways to fill in a ballot is set.</summary>
internal sealed record Ballot(
    string Voter,
    IReadOnlyList<string>? Choices = null,
    IReadOnlyList<string>? Ranking = null,
    IReadOnlyDictionary<string, int>? Scores = null,
    bool? Abstain = null);

/// <summary>The proof of a 202: the ballot is in the stream, on disk.</summary>
internal sealed record Receipt(Guid Ballot, string Poll, string Status);

/// <summary>What became of a ballot: accepted, counted, superseded or rejected with its reason.</summary>
public sealed record BallotOutcome(Guid Ballot, string Poll, string Status, string? Reason);
