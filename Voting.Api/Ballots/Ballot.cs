namespace Voting.Api.Ballots;

/// <summary>A checked ballot, ready to be appended.</summary>
/// <param name="Voter">Keyed hash of the voter for this poll, 32 hex digits.</param>
/// <param name="Content">As it goes on the stream: sealed (<see cref="BallotSeal"/>), or canonical where nothing seals.</param>
/// <param name="Digest">Of the content, keyed; empty where the client gave no idempotency key.</param>
/// <param name="Code">Hash of the voting code that must be good; empty in polls without.</param>
/// <param name="Once">Whether the first ballot of this voter stays.</param>
internal readonly record struct Ballot(Guid Id, string Voter, string Content, string Digest, string Code = "", bool Once = false);
