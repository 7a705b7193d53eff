using System.Diagnostics;
using Voting.Load.Clients;

namespace Voting.Rehearsal.Traffic;

/// <summary>Open loop at a rate, until it is told to stop; what was due by then is still sent.</summary>
internal sealed class SteadyUntil(double perSecond) : Pace(TimeSpan.FromHours(12))
{
    private readonly double _interval = Stopwatch.Frequency / perSecond;
    private long _next;
    private long _stop = long.MaxValue;

    public void Stop() => Volatile.Write(ref _stop, Stopwatch.GetTimestamp());

    public override bool IsOver(long now) => Due() >= Volatile.Read(ref _stop);

    public override bool TryTake(long now, out long intended)
    {
        intended = Due();
        if (intended > now || IsOver(now))
        {
            return false;
        }

        _next++;
        return true;
    }

    public override int WaitMilliseconds(long now)
        => (int)Math.Clamp((Due() - now) * 1000 / Stopwatch.Frequency, 0, LongestWaitMilliseconds);

    private long Due() => Start + (long)(_next * _interval);
}
