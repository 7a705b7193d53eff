using System.Diagnostics;
using System.Globalization;

namespace AppHost.Commands;

/// <summary>The processes that stand behind a resource, by /proc: Aspire knows the one that it started, which may only have started the program itself.</summary>
internal static class ProcessTree
{
    /// <summary>Whether this machine tells who started whom.</summary>
    public static bool IsKnown => OperatingSystem.IsLinux();

    /// <summary>What <paramref name="root"/> started, and what these did; <paramref name="root"/> itself where it started nothing.</summary>
    public static IReadOnlyList<int> ProgramsOf(int root)
    {
        var children = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(ParentOf);
        List<int> found = [];
        Queue<int> open = new([root]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                open.Enqueue(child);
            }
        }

        return found.Count > 0 ? found : [root];
    }

    /// <summary>Sends a signal to each of them; one that has ended meanwhile is none of them any more.</summary>
    public static async Task SignalAsync(IReadOnlyList<int> processes, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(process => process.ToString(CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync();
    }

    private static int ParentOf(int process)
    {
        try
        {
            // The name, in brackets, may have spaces and brackets of its own; the state and the parent follow it.
            var stat = File.ReadAllText($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
