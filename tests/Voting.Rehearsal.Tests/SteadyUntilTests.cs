using System.Diagnostics;
using Voting.Rehearsal.Traffic;

namespace Voting.Rehearsal.Tests;

public sealed class SteadyUntilTests
{
    [Fact]
    public void What_was_due_before_the_stop_is_still_sent_and_nothing_after()
    {
        var pace = new SteadyUntil(perSecond: 1_000);
        pace.Begin(Stopwatch.GetTimestamp() - (Stopwatch.Frequency / 10)); // 0.1 s ago
        pace.Stop();
        var stopped = Stopwatch.GetTimestamp();

        var sent = 0;
        while (!pace.IsOver(stopped) && pace.TryTake(Stopwatch.GetTimestamp(), out _))
        {
            sent++;
        }

        Assert.InRange(sent, 100, 150);
        Assert.True(pace.IsOver(Stopwatch.GetTimestamp()));
    }
}
