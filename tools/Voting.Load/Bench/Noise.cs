using System.Diagnostics;
using Voting.Load.Processes;

namespace Voting.Load.Bench;

/// <summary>How much of the machine went to programs that are not part of the run.</summary>
internal sealed class Noise
{
    /// <summary>Above this share the figures say more about the others than about Voting.</summary>
    public const double Bearable = 0.05;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly double _machine = ProcessFigures.MachineCpuSeconds();
    private readonly double _own = ProcessFigures.TreeCpuSeconds(Environment.ProcessId);

    /// <summary>0 to 1, since this object was made. Everything of the run is a child of this process.</summary>
    public double ShareOfOthers(VotingSystem system)
    {
        var machine = ProcessFigures.MachineCpuSeconds() - _machine;
        // PostgreSQL's backends are grandchildren.
        var own = ProcessFigures.TreeCpuSeconds(Environment.ProcessId) - _own + ProcessFigures.LivingChildrenCpuSeconds(system.Postgres.ProcessId);
        var capacity = Stopwatch.GetElapsedTime(_started).TotalSeconds * Environment.ProcessorCount;
        return Math.Max(0, machine - own) / capacity;
    }
}
