namespace Voting.Worker.Balance;

/// <summary>
/// Whether every entry that was ever accepted is accounted for:
/// accepted − (stored + dead-lettered) − in flight, where stored counts every outcome that the ledger keeps
/// (counted, superseded, rejected, poll events). 0 means that nothing was lost and nothing counted twice.
/// </summary>
internal sealed record LedgerBalance(long Accepted, long Stored, long InFlight, long DeadLettered, long Balance)
{
    /// <summary>
    /// The stream and the ledger cannot be read in one instant. The ledger is read before and after the stream;
    /// whatever was committed in between explains a difference up to that amount, and no more.
    /// </summary>
    public static LedgerBalance Of(Streams.StreamTotals stream, long storedBefore, long storedAfter)
    {
        var expected = stream.Accepted - stream.DeadLettered - stream.InFlight;
        var stored = Math.Clamp(expected, storedBefore, storedAfter);
        return new(stream.Accepted, stored, stream.InFlight, stream.DeadLettered, expected - stored);
    }
}
