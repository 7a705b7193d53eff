namespace Voting.Load.Bench;

/// <summary><c>bench [--quick] [--json FILE]</c></summary>
internal static class BenchCommand
{
    public static async Task<int> RunAsync(Arguments arguments, CancellationToken ct)
    {
        var quick = arguments.Has("--quick");
        var json = arguments.Value("--json");
        arguments.EnsureAllUsed();

        var figures = await new BenchRun(quick ? BenchPlan.Quick : BenchPlan.Full, Console.Error).RunAsync(ct);
        Console.WriteLine(BenchReport.Table(figures));
        if (json is not null)
        {
            await File.WriteAllTextAsync(json, BenchReport.Json(figures), ct);
        }

        if (quick)
        {
            Console.WriteLine("A quick run: docs/performance.md is left as it is.");
        }
        else
        {
            PerformancePage.Write(figures);
            Console.WriteLine("Written to docs/performance.md.");
        }

        // Rates depend on the machine; a wrong count does not.
        return figures.Seeded!.Exact ? 0 : 1;
    }
}
