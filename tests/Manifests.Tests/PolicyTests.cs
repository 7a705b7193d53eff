using Voting.Manifests.Policy;

namespace Manifests.Tests;

public sealed class PolicyTests
{
    public static TheoryData<string> Overlays => Repository.Overlays;

    [Theory]
    [MemberData(nameof(Overlays))]
    public void An_overlay_breaks_no_rule(string overlay) => Assert.Empty(PolicyBook.Check(Repository.Rendered(overlay)));
}
