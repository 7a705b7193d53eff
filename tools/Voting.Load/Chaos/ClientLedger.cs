using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Voting.Load.Chaos;

/// <summary>What the client knows of one vote in the end.</summary>
internal enum Fate
{
    /// <summary>202: it must be in the ledger, once.</summary>
    Accepted,

    /// <summary>The answer was lost and there was no key to ask again with: it may be in the ledger, once.</summary>
    Uncertain,

    /// <summary>The door said no: it must not be in the ledger.</summary>
    Refused,
}

/// <summary>One vote.</summary>
/// <param name="Number">In the order in which votes were begun.</param>
/// <param name="Position">Where its receipt says it lies; 0 unless accepted.</param>
internal sealed record CastVote(long Number, string Poll, string Voter, string Choice, Fate Fate, Guid Ballot, long Position);

/// <summary>The client's own ledger: every vote and what became of it, kept apart from the system under test.</summary>
internal sealed class ClientLedger(string voterKey)
{
    private readonly byte[] _voterKey = Encoding.UTF8.GetBytes(voterKey);
    private readonly ConcurrentQueue<CastVote> _votes = new();
    private readonly ConcurrentQueue<string> _surprises = new();
    private long _number;
    private long _doubled;
    private long _accepted;

    public IReadOnlyCollection<CastVote> Votes => _votes;

    public long Accepted => Volatile.Read(ref _accepted);

    /// <summary>Two receipts with different positions for one idempotency key.</summary>
    public long Doubled => Volatile.Read(ref _doubled);

    /// <summary>Answers that no fault explains.</summary>
    public IReadOnlyCollection<string> Surprises => _surprises;

    public long NextNumber() => Interlocked.Increment(ref _number);

    public void Add(CastVote vote)
    {
        _votes.Enqueue(vote);
        if (vote.Fate == Fate.Accepted)
        {
            Interlocked.Increment(ref _accepted);
        }
    }

    public void AddDoubled() => Interlocked.Increment(ref _doubled);

    public void AddSurprise(string what) => _surprises.Enqueue(what);

    /// <summary>What the ledger knows a voter by: HMAC-SHA256 under the voter key of poll and voter, first 128 bits (docs/contracts.md).</summary>
    public Guid VoterHash(string poll, string voter)
        => new(HMACSHA256.HashData(_voterKey, Encoding.UTF8.GetBytes($"voter\0{poll}\0{voter}")).AsSpan(0, 16), bigEndian: true);
}
