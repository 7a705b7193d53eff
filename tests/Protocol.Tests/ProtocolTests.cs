
namespace Protocol.Tests;

/// <summary>The protocol of docs/protocol.md, in every order in which its steps can happen.</summary>
public sealed class ProtocolTests(ITestOutputHelper output)
{
    private static readonly Bounds _bounds = new(Workers: 2, Voters: [0, 0, 1], Crashes: 2, Batch: 2);

    [Fact]
    public void In_every_order_every_accepted_ballot_counts_once_and_a_final_result_is_right_and_stays()
        => Check(_bounds);

    [Fact]
    public void Three_workers_and_one_voter_who_votes_twice() => Check(new(Workers: 3, Voters: [0, 0], Crashes: 1, Batch: 2));

    [Theory]
    [InlineData(Defect.AcknowledgeBeforeCommit, "an acknowledged ballot has no outcome")]
    [InlineData(Defect.FenceIgnoredByTheLedger, "a final result")]
    [InlineData(Defect.FinalizeWithoutWaitingForTheOldest, "a final result")]
    [InlineData(Defect.SupersedeByArrival, "a standing ballot is not its voter's latest")]
    [InlineData(Defect.DoorChecksThenAppends, "a ballot was accepted behind the fence")]
    [InlineData(Defect.StoringTwiceCountsTwice, "the tally is not the number of standing ballots")]
    [InlineData(Defect.NobodyClaims, "never settles")]
    [InlineData(Defect.FinalizeDoesNotRestore, "a standing ballot is not its voter's latest")]
    public void A_seeded_defect_is_found(Defect defect, string violation)
    {
        var exploration = new Exploration(_bounds, defect);

        var found = exploration.Run();

        output.WriteLine($"{defect}, found after {exploration.States:N0} states: {found}");
        Assert.StartsWith(violation, found, StringComparison.Ordinal);
    }

    private void Check(Bounds bounds)
    {
        var exploration = new Exploration(bounds, Defect.None);

        Assert.Null(exploration.Run());

        output.WriteLine($"{bounds}: {exploration.States:N0} states, {exploration.Transitions:N0} steps, all of them.");
        Assert.True(exploration.States > 10_000, $"Only {exploration.States} states: the model is stuck.");
    }
}
