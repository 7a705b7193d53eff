using Voting.Rehearsal.Traffic;

namespace Voting.Rehearsal.Report;

/// <summary>Everything that a rehearsal found out.</summary>
internal sealed class Outcome
{
    public required int Rate { get; init; }

    public required int Seed { get; init; }

    /// <summary>From the first pod until every workload was available.</summary>
    public TimeSpan AllReady { get; set; }

    /// <summary>From the first vote until it was counted; null: never.</summary>
    public TimeSpan? FirstVote { get; set; }

    public List<Phase> Phases { get; } = [];

    public IReadOnlyList<WorkloadUsage> Usage { get; set; } = [];

    /// <summary>Sizes in bytes of the rooms' images, unpacked, by workload.</summary>
    public Dictionary<string, long> Images { get; } = new(StringComparer.Ordinal);

    public long BaseImage { get; set; }

    /// <summary>Votes and papers that got a receipt.</summary>
    public long Accepted { get; set; }

    public int Uncertain { get; set; }

    public int Lost { get; set; }

    public int Doubled { get; set; }

    public int Wrong { get; set; }

    /// <summary>How long after the last vote the balance was zero; null: never.</summary>
    public TimeSpan? Balanced { get; set; }

    /// <summary>Whether that was soon enough: within the ten seconds that every fault is allowed.</summary>
    public bool BalancedInTime => Balanced <= TimeSpan.FromSeconds(10);

    public bool Recounted { get; set; }

    public IReadOnlyCollection<string> Problems { get; set; } = [];

    public bool Kept => FirstVote is not null && Phases.TrueForAll(phase => phase.Kept) && Lost + Doubled + Wrong == 0
        && BalancedInTime && Recounted && Problems.Count == 0;
}
