namespace Voting.Load.Chaos;

/// <summary>One fault of a plan.</summary>
/// <param name="Kind">The name of one of <see cref="Faults"/>.</param>
/// <param name="Target">Which of several targets; any number.</param>
/// <param name="Pause">How long all is well before it.</param>
/// <param name="Hold">How long it lasts; of a kill, until the restart.</param>
/// <param name="Joins">Whether it begins together with the one before it, which befalls something else.</param>
internal sealed record Fault(string Kind, int Target, TimeSpan Pause, TimeSpan Hold, bool Joins);

/// <summary>Faults by a seed: the same seed, kinds and number give the same faults.</summary>
internal static class FaultPlan
{
    private const double Joining = 0.25;
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(0.3);

    /// <summary>Every kind comes once before any comes again.</summary>
    public static IEnumerable<Fault> Make(int faults, int seed, IReadOnlyList<string> kinds, TimeSpan longest)
    {
#pragma warning disable CA5394 // A plan that can be repeated, no secret.
        var random = new Random(seed);
        var deck = new Queue<string>();
        Fault? last = null;
        for (var number = 0; number < faults; number++)
        {
            if (deck.Count == 0)
            {
                var shuffled = kinds.ToArray();
                random.Shuffle(shuffled);
                deck = new(shuffled);
            }

            // Short ones are more frequent.
            var part = random.NextDouble();
            var kind = deck.Dequeue();
            last = new(
                kind, random.Next(1_000),
                Pause: TimeSpan.FromSeconds(0.2 + random.NextDouble()),
                Hold: _shortest + ((longest - _shortest) * part * part),
                Joins: random.NextDouble() < Joining && last is { Joins: false } && Befallen(kind) != Befallen(last.Kind));
            yield return last;
        }
#pragma warning restore CA5394
    }

    /// <summary>The faults that happen at the same time, in their order.</summary>
    public static IEnumerable<IReadOnlyList<Fault>> Together(IEnumerable<Fault> faults)
    {
        List<Fault> step = [];
        foreach (var fault in faults)
        {
            if (step.Count > 0 && !fault.Joins)
            {
                yield return step;
                step = [];
            }

            step.Add(fault);
        }

        if (step.Count > 0)
        {
            yield return step;
        }
    }

    // "both workers killed" befalls the same as "worker frozen".
    private static string Befallen(string kind) => kind.Replace("both workers", "worker", StringComparison.Ordinal).Split(' ')[0];
}
