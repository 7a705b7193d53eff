namespace Voting.Load.Chaos;

/// <summary>One fault of a plan.</summary>
/// <param name="Kind">The name of one of <see cref="Faults"/>.</param>
/// <param name="Target">Which of several targets; any number.</param>
/// <param name="Pause">How long all is well before it.</param>
/// <param name="Hold">How long it lasts; of a kill, until the restart.</param>
internal sealed record Fault(string Kind, int Target, TimeSpan Pause, TimeSpan Hold);

/// <summary>Faults by a seed: the same seed, kinds and number give the same faults.</summary>
internal static class FaultPlan
{
    private static readonly TimeSpan _shortest = TimeSpan.FromSeconds(0.3);

    /// <summary>Every kind comes once before any comes again.</summary>
    public static IEnumerable<Fault> Make(int faults, int seed, IReadOnlyList<string> kinds, TimeSpan longest)
    {
#pragma warning disable CA5394 // A plan that can be repeated, no secret.
        var random = new Random(seed);
        var deck = new Queue<string>();
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
            yield return new(
                deck.Dequeue(), random.Next(1_000),
                Pause: TimeSpan.FromSeconds(0.2 + random.NextDouble()),
                Hold: _shortest + ((longest - _shortest) * part * part));
        }
#pragma warning restore CA5394
    }
}
