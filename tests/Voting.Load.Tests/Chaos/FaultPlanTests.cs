using Voting.Load.Chaos;

namespace Voting.Load.Tests.Chaos;

public sealed class FaultPlanTests
{
    private static readonly string[] _kinds = ["killed", "frozen", "restarted", "cut off"];
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(8);

    [Fact]
    public void The_same_seed_gives_the_same_faults()
        => Assert.Equal(FaultPlan.Make(50, 7, _kinds, _longest), FaultPlan.Make(50, 7, _kinds, _longest));

    [Fact]
    public void Another_seed_gives_others()
        => Assert.NotEqual(FaultPlan.Make(50, 7, _kinds, _longest), FaultPlan.Make(50, 8, _kinds, _longest));

    [Fact]
    public void Every_kind_comes_once_before_any_comes_again()
        => Assert.All(
            FaultPlan.Make(40, 7, _kinds, _longest).Chunk(_kinds.Length),
            deck => Assert.Equal(_kinds.Order(StringComparer.Ordinal), deck.Select(fault => fault.Kind).Order(StringComparer.Ordinal)));

    [Fact]
    public void Some_faults_come_two_together_and_befall_different_things()
    {
        string[] kinds = ["worker killed", "both workers killed", "redis killed", "redis frozen"];
        var steps = FaultPlan.Together(FaultPlan.Make(200, 7, kinds, _longest)).ToList();

        Assert.Equal(200, steps.Sum(step => step.Count));
        Assert.Contains(steps, step => step.Count == 2);
        Assert.All(steps, step => Assert.InRange(step.Count, 1, 2));
        Assert.All(steps.Where(step => step.Count == 2), step => Assert.NotEqual(
            step[0].Kind.Contains("worker", StringComparison.Ordinal), step[1].Kind.Contains("worker", StringComparison.Ordinal)));
    }

    [Fact]
    public void No_fault_lasts_longer_than_asked()
        => Assert.All(FaultPlan.Make(200, 7, _kinds, _longest), fault => Assert.InRange(fault.Hold, TimeSpan.FromSeconds(0.3), _longest));
}
