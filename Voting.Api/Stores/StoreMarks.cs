namespace Voting.Api.Stores;

/// <summary>How far the ledger has come.</summary>
/// <param name="Furthest">The furthest stored position.</param>
/// <param name="Outcomes">Entries that have an outcome in the ledger.</param>
internal sealed record StoreMarks(long Furthest, long Outcomes);
