namespace Voting.Load.Chaos;

/// <summary><c>chaos [--faults N] [--seed S] [--only KIND] [--json FILE]</c></summary>
internal static class ChaosCommand
{
    private const int UsualFaults = 20;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(8);

    public static async Task<int> RunAsync(Arguments arguments, CancellationToken ct)
    {
        var faults = arguments.Number("--faults", UsualFaults);
#pragma warning disable CA5394 // A seed that is printed, no secret.
        var seed = arguments.Number("--seed", Random.Shared.Next(1_000_000));
#pragma warning restore CA5394
        var json = arguments.Value("--json");
        var only = arguments.Value("--only");
        arguments.EnsureAllUsed();

        Console.WriteLine($"Seed {seed}. The same faults again: ./voting chaos --faults {faults} --seed {seed}");
        var result = await new ChaosRun(faults, seed, only, _longest, Console.Out).RunAsync(ct);
        Console.WriteLine(result);
        if (json is not null)
        {
            await File.WriteAllTextAsync(json, result.ToJson(), ct);
        }

        return result.Kept ? 0 : 1;
    }
}
