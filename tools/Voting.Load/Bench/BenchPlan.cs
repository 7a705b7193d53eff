namespace Voting.Load.Bench;

/// <summary>How much of everything one run measures.</summary>
/// <param name="Rounds">Rounds of bare POST and intake in turn; the median counts.</param>
/// <param name="Round">How long each lasts.</param>
/// <param name="Backlog">Ballots that the drain starts with, at least; what the intake measurement left there counts.</param>
/// <param name="Steady">How long accepted and counted are measured together.</param>
/// <param name="Freshness">How long votes come at 500/s while a viewer watches.</param>
/// <param name="Audience">How many more viewers watch in a second measurement of it; 0: there is none.</param>
/// <param name="SeededVotes">Votes of the exact recount, cast at the door.</param>
/// <param name="LedgerSize">Ballots in the ledger for the second measurement of freshness; what is missing is appended to the stream directly.</param>
internal sealed record BenchPlan(
    int Rounds, TimeSpan Round, int Backlog, TimeSpan Steady, TimeSpan Freshness, int Audience, int SeededVotes, int LedgerSize)
{
    public const int Connections = 32;
    public const int FreshnessRate = 500;
    public const int Seed = 20261121;

    public static BenchPlan Full { get; } = new(
        Rounds: 5, Round: TimeSpan.FromSeconds(3), Backlog: 200_000, Steady: TimeSpan.FromSeconds(30),
        Freshness: TimeSpan.FromSeconds(30), Audience: 1_000, SeededVotes: 1_000_000, LedgerSize: 1_000_000);

    public static BenchPlan Quick { get; } = new(
        Rounds: 2, Round: TimeSpan.FromSeconds(3), Backlog: 200_000, Steady: TimeSpan.FromSeconds(6),
        Freshness: TimeSpan.FromSeconds(6), Audience: 0, SeededVotes: 30_000, LedgerSize: 1_000_000);
}
