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
    public void No_fault_lasts_longer_than_asked()
        => Assert.All(FaultPlan.Make(200, 7, _kinds, _longest), fault => Assert.InRange(fault.Hold, TimeSpan.FromSeconds(0.3), _longest));
}
