using Voting.Api.Streams;

namespace Voting.Api.Ballots;

/// <summary>A checked ballot on its way to the stream, and the request that waits for the answer.</summary>
internal sealed class PendingBallot(string poll, int version, Ballot ballot, string traceParent)
    : TaskCompletionSource<Appended>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private int _settled;

    public string Poll { get; } = poll;

    /// <summary>Of the definition that the ballot was checked against.</summary>
    public int Version { get; } = version;

    public Ballot Ballot { get; } = ballot;

    public string TraceParent { get; } = traceParent;

    /// <summary>The appender takes it; false where the request has given up, and the ballot must not be sent any more.</summary>
    public bool TryTake() => Interlocked.CompareExchange(ref _settled, 1, 0) == 0;

    /// <summary>The request gives up; false where the ballot is under way already, and may be accepted.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _settled, 1, 0) == 0;
}
