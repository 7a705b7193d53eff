using System.Diagnostics;
using Voting.Load.Clients;

namespace Voting.Rehearsal.Traffic;

/// <summary>Open loop at a rate, until it is told to stop; what was due by then is still sent.</summary>
internal sealed class SteadyUntil(double perSecond) : FixedRate(perSecond, TimeSpan.FromHours(12))
{
    private long _stop = long.MaxValue;

    protected override long Last => Volatile.Read(ref _stop);

    public void Stop() => Volatile.Write(ref _stop, Stopwatch.GetTimestamp());
}
