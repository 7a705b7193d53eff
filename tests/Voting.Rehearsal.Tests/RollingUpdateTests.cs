using Voting.Rehearsal.Rollouts;

namespace Voting.Rehearsal.Tests;

public sealed class RollingUpdateTests
{
    [Fact]
    public void A_new_pod_is_started_above_the_count_first()
        => Assert.Equal((1, 0), RollingUpdate.Next(3, 1, 1, old: new(3, 3), @new: new(0, 0)));

    [Fact]
    public void An_old_pod_goes_at_once_where_one_may_be_missing()
        => Assert.Equal((0, 1), RollingUpdate.Next(3, 1, 1, old: new(3, 3), @new: new(1, 0)));

    [Fact]
    public void No_old_pod_goes_before_a_new_one_is_available_where_none_may_be_missing()
    {
        Assert.Equal((0, 0), RollingUpdate.Next(3, 1, 0, old: new(3, 3), @new: new(1, 0)));
        Assert.Equal((0, 1), RollingUpdate.Next(3, 1, 0, old: new(3, 3), @new: new(1, 1)));
    }

    [Fact]
    public void A_second_old_pod_waits_while_the_new_ones_are_not_available()
        => Assert.Equal((0, 0), RollingUpdate.Next(3, 1, 1, old: new(2, 2), @new: new(2, 0)));

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(3, 1, 0)]
    [InlineData(5, 2, 1)]
    public void It_ends_with_new_pods_only_and_never_below_or_above_the_bounds(int replicas, int surge, int unavailable)
    {
        var (old, made, available) = (replicas, 0, 0);
        for (var step = 0; old > 0 || available < replicas; step++)
        {
            Assert.True(step < 50, "it does not end");
            var (start, end) = RollingUpdate.Next(replicas, surge, unavailable, new(old, old), new(made, available));
            if (start + end == 0)
            {
                available++; // time passes
            }

            (old, made) = (old - end, made + start);
            Assert.InRange(old + made, 0, replicas + surge);
            Assert.InRange(old + available, replicas - unavailable, replicas + surge);
        }

        Assert.Equal((0, replicas), (old, made));
    }
}
