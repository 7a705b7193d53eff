using System.Diagnostics;
using Voting.Load.Bench;

namespace Voting.Load.Tests.Bench;

public sealed class FreshnessTests
{
    [Fact]
    public void A_vote_is_fresh_from_when_it_was_due_to_the_first_picture_that_counts_it()
    {
        // Ten ballots were there before. Receipts may come in any order; their places in the stream decide.
        (long, long)[] receipts = [(300, Milliseconds(20)), (100, Milliseconds(0)), (200, Milliseconds(10))];
        (long, long)[] shown = [(Milliseconds(5), 10), (Milliseconds(50), 11), (Milliseconds(120), 13)];

        var fresh = FreshnessMeasurement.Match(receipts, shown, before: 10);

        Assert.Equal(3, fresh.Count);
        Assert.InRange(fresh.PercentileMilliseconds(0.01), 49, 51); // due at 0, shown at 50
        Assert.InRange(fresh.PercentileMilliseconds(0.50), 98, 102); // due at 20, shown at 120
        Assert.InRange(fresh.PercentileMilliseconds(1.00), 109, 111); // due at 10, shown at 120
    }

    private static long Milliseconds(int time) => time * Stopwatch.Frequency / 1000;
}
