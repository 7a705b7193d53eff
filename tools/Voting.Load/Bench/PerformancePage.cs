using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>The section of docs/performance.md that a full run writes; what people wrote around it stays.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- ./voting bench writes from here -->";
    private const string End = "<!-- to here -->";

    public static string Path { get; } = System.IO.Path.Combine(Repository.Root, "docs", "performance.md");

    public static void Write(Figures figures)
    {
        var page = File.Exists(Path) ? File.ReadAllText(Path) : "# Performance\n";
        File.WriteAllText(Path, Replace(page, $"Measured {DateTime.UtcNow:yyyy-MM-dd} by `./voting bench`.\n\n{BenchReport.Markdown(figures)}"));
    }

    internal static string Replace(string page, string section)
    {
        var written = $"{Begin}\n{section}{End}";
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin < 0 || end < begin
            ? $"{page.TrimEnd()}\n\n{written}\n"
            : $"{page[..begin]}{written}{page[(end + End.Length)..]}";
    }
}
