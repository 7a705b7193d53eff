using System.Globalization;

namespace Voting.Load.Processes;

/// <summary>What Linux says a process has used.</summary>
internal static class ProcessFigures
{
    // USER_HZ, 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>CPU-seconds of the process, user and system.</summary>
    public static double CpuSeconds(int process) => Ticks(process, withEnded: false) / TicksPerSecond;

    /// <summary>CPU-seconds of the process, of its children, and of those that have ended.</summary>
    public static double TreeCpuSeconds(int process)
        => (Ticks(process, withEnded: true) / TicksPerSecond) + LivingChildrenCpuSeconds(process);

    /// <summary>CPU-seconds of the process's children that still run.</summary>
    public static double LivingChildrenCpuSeconds(int process)
        => Children(process).Sum(child => Ticks(child, withEnded: true)) / TicksPerSecond;

    /// <summary>Proportional set size in MB (10^6 bytes): shared pages are counted in parts.</summary>
    public static double MemoryMegabytes(int process)
        => File.ReadLines($"/proc/{process}/smaps_rollup").Where(line => line.StartsWith("Pss:", StringComparison.Ordinal))
            .Select(line => double.Parse(line[4..^2].Trim(), CultureInfo.InvariantCulture)).Single() * 1024 / 1e6;

    /// <summary>CPU-seconds that anything on the machine has used since it started.</summary>
    public static double MachineCpuSeconds()
    {
        // cpu user nice system idle iowait irq softirq steal guest guest_nice; guest time is in user already.
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int[] busy = [1, 2, 3, 6, 7, 8];
        return busy.Sum(field => double.Parse(fields[field], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Load average over the last minute.</summary>
    public static double LoadAverage()
        => double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);

    /// <summary>Processes that it started and that still run.</summary>
    public static IReadOnlyList<int> Children(int process)
        => [.. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText($"{thread}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture))];

    private static double Ticks(int process, bool withEnded)
    {
        try
        {
            // The program's name, which may hold anything, ends with the last parenthesis.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // utime, stime, and of ended children cutime, cstime: fields 14 to 17 of the line, the third being first here.
            return fields[11..(withEnded ? 15 : 13)].Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return 0; // it has ended; its time is in its parent's
        }
    }
}
