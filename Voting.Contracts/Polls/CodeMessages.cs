namespace Voting.Contracts.Polls;

/// <summary>Asks for new voting codes.</summary>
/// <param name="Count">1 to 10,000.</param>
public sealed record AddCodesRequest(int? Count = null)
{
    /// <summary>Most codes of one request.</summary>
    public const int Most = 10_000;
}

/// <summary>New voting codes. They are shown here and never again: what is kept are their hashes.</summary>
/// <param name="Batch">The number under which these codes were made; all of them can be revoked by it.</param>
/// <param name="Codes">In their written form.</param>
public sealed record NewCodes(int Batch, IReadOnlyList<string> Codes);

/// <summary>Revokes voting codes: those that are named, or all of a batch.</summary>
/// <param name="Codes">In any form that a person may type; at most 10,000.</param>
/// <param name="Batch">The number under which they were made.</param>
public sealed record RevokeCodesRequest(IReadOnlyList<string>? Codes = null, int? Batch = null);

/// <summary>What was revoked.</summary>
/// <param name="Revoked">Codes that were good until now.</param>
/// <param name="AlreadyRevoked">Codes that were revoked before.</param>
/// <param name="Unknown">What was sent and is no code of this poll, as it was sent.</param>
public sealed record RevokedCodes(int Revoked, int AlreadyRevoked, IReadOnlyList<string> Unknown);

/// <summary>How the voting codes of a poll stand. Nothing says which of them were used.</summary>
/// <param name="Made">Codes that were ever made.</param>
/// <param name="Revoked">Those of them that were revoked.</param>
/// <param name="Used">Voters with a current ballot; null where the ledger cannot say yet.</param>
/// <param name="Batches">The codes by the request that made them, oldest first.</param>
public sealed record CodeCounts(int Made, int Revoked, long? Used, IReadOnlyList<CodeBatch> Batches);

/// <summary>Codes that were made by one request.</summary>
public sealed record CodeBatch(int Batch, int Made, int Revoked);
