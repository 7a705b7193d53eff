namespace Voting.Load.Bench;

/// <summary>Everything that one run has measured. Rates per second, times in the unit of the name.</summary>
internal sealed class Figures
{
    public double BarePostPerSecond { get; set; }

    /// <summary>The framework alone: route, JSON in, JSON out.</summary>
    public double MinimalPostPerSecond { get; set; }

    public double IntakePerSecond { get; set; }

    public double IntakeP50 { get; set; }

    public double IntakeP99 { get; set; }

    /// <summary>Of a bare POST, by the medians of rounds that took turns.</summary>
    public double IntakeShare => IntakePerSecond / BarePostPerSecond;

    public double IntakeShareOfMinimal => IntakePerSecond / MinimalPostPerSecond;

    /// <summary>Through the gateway, in turn with the API itself.</summary>
    public double GatewayPerSecond { get; set; }

    public double PacedRate { get; set; }

    public double PacedP50 { get; set; }

    public double PacedP99 { get; set; }

    public double BareAppendPerSecond { get; set; }

    public double PipelinedAppendPerSecond { get; set; }

    public double BareCopyPerSecond { get; set; }

    public double SqlPerSecond { get; set; }

    /// <summary>Ballots that waited when the drain began.</summary>
    public long Backlog { get; set; }

    public double DrainPerSecond { get; set; }

    public double DrainShare => DrainPerSecond / SqlPerSecond;

    public double EndToEndPerSecond { get; set; }

    /// <summary>CPU-seconds per 1,000 votes by process, the load client apart.</summary>
    public Dictionary<string, double> CpuPer1000 { get; } = new(StringComparer.Ordinal);

    public double ClientCpuPer1000 { get; set; }

    /// <summary>Largest PSS of Api and Worker together under full load, MB.</summary>
    public double ApiWorkerMegabytes { get; set; }

    public double FreshnessP50 { get; set; }

    public double FreshnessP95 { get; set; }

    public double FreshnessP95WithAudience { get; set; }

    /// <summary>Viewers during <see cref="FreshnessP95WithAudience"/>; 0: not measured.</summary>
    public int Audience { get; set; }

    public double FreshnessP95At1M { get; set; }

    /// <summary>Ballots in the ledger when <see cref="FreshnessP95At1M"/> was measured.</summary>
    public long LedgerSize { get; set; }

    public SeededCount? Seeded { get; set; }

    public double LoadAverageBefore { get; set; }

    public double LoadAverageAfter { get; set; }

    /// <summary>Share of the machine that other programs used meanwhile.</summary>
    public double UsedByOthers { get; set; }

    public TimeSpan Took { get; set; }
}

/// <summary>The client's own ledger beside the system's.</summary>
internal sealed record SeededCount(int Votes, int Requests, long Accepted, bool EqualsClient, bool RecountEqual, string Difference)
{
    public bool Exact => EqualsClient && RecountEqual;
}
