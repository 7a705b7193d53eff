using System.Diagnostics;

namespace Voting.Load.Clients;

/// <summary>Says when the next request is due.</summary>
internal abstract class Pace(TimeSpan duration)
{
    /// <summary>The longest that the loop sleeps before it asks again.</summary>
    public const int LongestWaitMilliseconds = 20;

    protected long Start { get; private set; }

    protected long End { get; private set; }

    public void Begin(long now) => (Start, End) = (now, now + Ticks(duration));

    public virtual bool IsOver(long now) => now >= End;

    /// <summary>Takes the next request if it is due.</summary>
    /// <param name="intended">When it was due.</param>
    public abstract bool TryTake(long now, out long intended);

    /// <summary>How long nothing will be due.</summary>
    public abstract int WaitMilliseconds(long now);

    protected static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>A new request as soon as a connection is free, for a time or (<paramref name="most"/>) a number of requests.</summary>
internal sealed class Saturating(TimeSpan duration, long most = long.MaxValue) : Pace(duration)
{
    private long _taken;

    public override bool IsOver(long now) => base.IsOver(now) || _taken >= most;

    public override bool TryTake(long now, out long intended)
    {
        intended = now;
        return _taken++ < most;
    }

    public override int WaitMilliseconds(long now) => LongestWaitMilliseconds;
}

/// <summary>Open loop: request n is due at n / rate, whatever became of those before it.</summary>
internal class FixedRate(double perSecond, TimeSpan duration) : Pace(duration)
{
    private readonly double _interval = Stopwatch.Frequency / perSecond;
    private long _next;

    /// <summary>From then on nothing is due.</summary>
    protected virtual long Last => End;

    // What was due before the end is still sent after it.
    public override bool IsOver(long now) => Due() >= Last;

    public override bool TryTake(long now, out long intended)
    {
        intended = Due();
        if (intended > now || intended >= Last)
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

/// <summary>As fast as what lies behind keeps up: nothing is due while <paramref name="backlog"/> is at <paramref name="limit"/>.</summary>
internal sealed class KeptUp(TimeSpan duration, Func<long> backlog, long limit) : Pace(duration)
{
    public override bool TryTake(long now, out long intended)
    {
        intended = now;
        return backlog() < limit;
    }

    public override int WaitMilliseconds(long now) => 1;
}
