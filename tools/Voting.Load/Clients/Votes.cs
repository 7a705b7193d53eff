namespace Voting.Load.Clients;

/// <summary>HTTP: one vote per request. 202 is accepted, anything else refused.</summary>
internal abstract class HttpExchange : IExchange
{
    public abstract int Write(Span<byte> request, out int tag);

    public int TryRead(ReadOnlySpan<byte> bytes, out bool accepted, out ReadOnlySpan<byte> body)
    {
        var length = HttpAnswer.TryRead(bytes, out var status, out body);
        accepted = status == 202;
        return length;
    }

    public virtual void Answered(int tag, bool accepted, ReadOnlySpan<byte> body, long intended, long answered)
    {
    }
}

/// <summary>Votes of ever new voters, for cats and dogs in turn.</summary>
internal class FreshVotes(string poll) : HttpExchange
{
    private readonly VoteRequest _request = new(poll, withKey: false);
    private int _next;
    private long _accepted;

    /// <summary>Readable from other threads.</summary>
    public long Accepted => Volatile.Read(ref _accepted);

    public override int Write(Span<byte> request, out int tag)
    {
        tag = _next++;
        return _request.Write(request, tag, tag & 1);
    }

    public override void Answered(int tag, bool accepted, ReadOnlySpan<byte> body, long intended, long answered)
    {
        if (accepted)
        {
            Volatile.Write(ref _accepted, _accepted + 1);
        }
    }
}

/// <summary>The same, remembering when each was to be sent and where it came to lie in the stream.</summary>
internal sealed class TimedVotes(string poll) : FreshVotes(poll)
{
    /// <summary>Accepted votes: position, and when it was to be sent.</summary>
    public List<(long Position, long Intended)> Receipts { get; } = [];

    public override void Answered(int tag, bool accepted, ReadOnlySpan<byte> body, long intended, long answered)
    {
        base.Answered(tag, accepted, body, intended, answered);
        if (accepted)
        {
            Receipts.Add((StreamPosition.InReceipt(body), intended));
        }
    }
}
