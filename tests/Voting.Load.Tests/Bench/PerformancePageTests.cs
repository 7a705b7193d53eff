using Voting.Load.Bench;

namespace Voting.Load.Tests.Bench;

public sealed class PerformancePageTests
{
    [Fact]
    public void A_new_measurement_replaces_the_old_one_and_leaves_what_people_wrote()
    {
        var first = PerformancePage.Replace("# Performance\n\nRead this.\n", "old figures\n");
        var second = PerformancePage.Replace($"{first}\nAnd this.\n", "new figures\n");

        Assert.StartsWith("# Performance\n\nRead this.\n", second, StringComparison.Ordinal);
        Assert.EndsWith("\nAnd this.\n", second, StringComparison.Ordinal);
        Assert.Contains("new figures", second, StringComparison.Ordinal);
        Assert.DoesNotContain("old figures", second, StringComparison.Ordinal);
    }
}
