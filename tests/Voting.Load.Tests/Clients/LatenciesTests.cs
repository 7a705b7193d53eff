using Voting.Load.Clients;

namespace Voting.Load.Tests.Clients;

public sealed class LatenciesTests
{
    [Theory]
    [InlineData(0.50)]
    [InlineData(0.95)]
    [InlineData(0.99)]
    public void A_percentile_is_right_within_two_percent(double share)
    {
        var latencies = new Latencies();
        for (var microseconds = 1; microseconds <= 100_000; microseconds++)
        {
            latencies.Record(TimeSpan.FromMicroseconds(microseconds));
        }

        Assert.InRange(latencies.PercentileMilliseconds(share), 100 * share * 0.98, 100 * share * 1.02);
    }

    [Fact]
    public void No_percentile_is_above_the_longest_duration()
    {
        var latencies = new Latencies();
        latencies.Record(TimeSpan.FromMilliseconds(100.1));

        Assert.Equal(100.1, latencies.PercentileMilliseconds(1), 6);
        Assert.Equal(1, latencies.Count);
    }

    [Fact]
    public void An_hour_is_kept_as_an_hour()
    {
        var latencies = new Latencies();
        latencies.Record(TimeSpan.FromHours(1));
        latencies.Record(TimeSpan.FromHours(1.1));

        Assert.InRange(latencies.PercentileMilliseconds(0.5), 3_600_000 * 0.98, 3_600_000 * 1.02);
    }
}
