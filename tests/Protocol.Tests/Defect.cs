namespace Protocol.Tests;

/// <summary>Mistakes that the protocol exists to avoid, put in one at a time to see that they are found.</summary>
public enum Defect
{
    None,
    AcknowledgeBeforeCommit,
    FenceIgnoredByTheLedger,
    FinalizeWithoutWaitingForTheOldest,
    SupersedeByArrival,
    DoorChecksThenAppends,
    StoringTwiceCountsTwice,
    NobodyClaims,
    FinalizeDoesNotRestore,
}

/// <summary>How much is explored.</summary>
/// <param name="Voters">The voter of each ballot.</param>
/// <param name="Crashes">How many times a worker dies, in all.</param>
/// <param name="Batch">Entries that are read at once, at most.</param>
internal sealed record Bounds(int Workers, int[] Voters, int Crashes, int Batch)
{
    public override string ToString()
        => $"{Workers} workers, {Voters.Length} ballots of {Voters.Distinct().Count()} voters and the fence, {Crashes} crashes, batches of 1 to {Batch}";
}
