using Voting.Load.Processes;

namespace Voting.Rehearsal.Report;

/// <summary>The section of docs/rehearsal.md that a run writes; what people wrote around it stays.</summary>
internal static class RehearsalPage
{
    private const string Begin = "<!-- ./voting rehearse writes from here -->";
    private const string End = "<!-- to here -->";

    public static void Write(Outcome outcome)
    {
        var path = Path.Combine(Repository.Root, "docs", "rehearsal.md");
        File.WriteAllText(path, Replace(File.ReadAllText(path), $"Measured {DateTime.UtcNow:yyyy-MM-dd}.\n\n{Table.Text(outcome)}"));
    }

    internal static string Replace(string page, string section)
    {
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        return begin < 0 || end < begin
            ? throw new InvalidOperationException($"docs/rehearsal.md has no place for the table, between '{Begin}' and '{End}'.")
            : $"{page[..begin]}{Begin}\n{section}{page[end..]}";
    }
}
