namespace Voting.Rehearsal.Traffic;

/// <summary>What clients saw while one thing happened.</summary>
/// <param name="Refusals">Votes that were not answered 202, by status code.</param>
/// <param name="Papers">Ballot papers that ended with a receipt.</param>
/// <param name="LongestGap">The longest that any viewer was without a new picture.</param>
internal sealed record Phase(
    string Name, TimeSpan Lasted, long Votes, IReadOnlyDictionary<int, int> Refusals, double P50, double P99,
    int Papers, IReadOnlyList<string> PaperFailures, IReadOnlyList<string> ViewerFailures, TimeSpan LongestGap)
{
    /// <summary>Said beside it.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether the promise of no failure and two seconds holds for it; a store that is away is another promise.</summary>
    public bool MustBeSeamless { get; init; } = true;

    public int Failed => Refusals.Values.Sum() + PaperFailures.Count;

    public bool Kept => !MustBeSeamless || (Failed == 0 && LongestGap <= TimeSpan.FromSeconds(2));
}
