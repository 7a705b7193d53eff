namespace Voting.Worker.Ledger;

/// <summary>A ballot as the ledger stores it.</summary>
/// <param name="Position">Its place in the stream (docs/contracts.md).</param>
/// <param name="Ballot">The ballot's id: storing it twice changes nothing.</param>
/// <param name="Poll">The poll's public id.</param>
/// <param name="Voter">Keyed hash of the voter, of this poll only.</param>
/// <param name="Content">The canonical ballot.</param>
internal readonly record struct BallotRow(long Position, Guid Ballot, string Poll, Guid Voter, string Content);
