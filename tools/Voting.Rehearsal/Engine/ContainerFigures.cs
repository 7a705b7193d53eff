using System.Globalization;

namespace Voting.Rehearsal.Engine;

/// <summary>What the kernel says a container uses, by either version of control groups.</summary>
internal static class ContainerFigures
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>The working set in bytes, by which Kubernetes evicts: everything but file pages that can go at once. 0 once it has ended.</summary>
    public static long WorkingSet(int process)
    {
        try
        {
            var folder = Folder(process, "memory");
            var (used, inactive) = File.Exists($"{folder}/memory.current")
                ? ("memory.current", "inactive_file")
                : ("memory.usage_in_bytes", "total_inactive_file");
            return Number(File.ReadAllText($"{folder}/{used}")) - Field($"{folder}/memory.stat", inactive);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>How often it was stopped for having used its share of CPU, of all periods in which it ran.</summary>
    public static (long Throttled, long Periods) Throttling(int process)
    {
        try
        {
            var stat = $"{Folder(process, "cpu")}/cpu.stat";
            return (Field(stat, "nr_throttled"), Field(stat, "nr_periods"));
        }
        catch (IOException)
        {
            return default;
        }
    }

    private static string Folder(int process, string controller)
    {
        foreach (var line in File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/cgroup"))
        {
            var parts = line.Split(':', 3);
            if (parts[2] is "/")
            {
                continue; // it has just ended: the machine's own group, with everything in it
            }

            if (parts[1].Split(',').Contains(controller, StringComparer.Ordinal))
            {
                return $"{Root}/{parts[1]}{parts[2]}";
            }

            if (parts is ["0", "", _] && File.Exists($"{Root}/cgroup.controllers"))
            {
                return Root + parts[2];
            }
        }

        throw new IOException($"Process {process} is in no {controller} group.");
    }

    private static long Field(string file, string name)
        => File.ReadLines(file).Where(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Select(line => Number(line[name.Length..])).FirstOrDefault();

    private static long Number(string text) => long.Parse(text.Trim(), CultureInfo.InvariantCulture);
}
