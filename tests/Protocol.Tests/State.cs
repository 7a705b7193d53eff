using System.Runtime.InteropServices;

namespace Protocol.Tests;

/// <summary>What has become of an entry in the consumer group. From <see cref="Held"/> on: held by worker 0, 1, …</summary>
internal static class Entry
{
    public const int Unread = 0;
    public const int Acknowledged = 1;
    public const int Abandoned = 2;
    public const int Held = 3;
}

/// <summary>Where a worker stands in its round.</summary>
internal enum Phase
{
    /// <summary>Nothing in memory but perhaps a fence that waits.</summary>
    Idle,

    /// <summary>Has read or claimed a batch.</summary>
    Read,

    /// <summary>The batch is committed.</summary>
    Stored,

    /// <summary>Saw that the fence is the oldest pending entry.</summary>
    Deciding,

    /// <summary>The final result is committed.</summary>
    Finalized,

    /// <summary>Only with the defect: acknowledged and not yet stored.</summary>
    AcknowledgedFirst,
}

/// <summary>The whole system at one moment: stream and group, workers, ledger. Entries are numbered by position, from 0; sets of entries are bit masks.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct State(ulong Stream, ulong Workers, ulong Ledger)
{
    private const int KindBits = 3, StatusBits = 3, WorkerBits = 10;

    // Stream: number of entries, kind and status of each, ballots that passed the door (defect), crashes left.
    public int Length => Stream.Get(0, 3);

    public int Kind(int entry) => Stream.Get(3 + (KindBits * entry), KindBits);

    public int Status(int entry) => Stream.Get(21 + (StatusBits * entry), StatusBits);

    public int AtTheDoor => Stream.Get(39, 6);

    public int CrashesLeft => Stream.Get(45, 3);

    // Worker: what it has in memory, its phase, whether it has a fence waiting.
    public int Memory(int worker) => Workers.Get(WorkerBits * worker, 6);

    public Phase Phase(int worker) => (Phase)Workers.Get((WorkerBits * worker) + 6, 3);

    public bool Waiting(int worker) => Workers.Get((WorkerBits * worker) + 9, 1) == 1;

    // Ledger: ballots stored, rejected or swept, whether the fence is known, the standing ballot (entry + 1) and the tally.
    public int Stored => Ledger.Get(0, 6);

    public int Rejected => Ledger.Get(6, 6);

    public bool FenceKnown => Ledger.Get(12, 1) == 1;

    public bool Final => Ledger.Get(13, 1) == 1;

    public int Standing(int voter) => Ledger.Get(14 + (3 * voter), 3);

    public int Tally => Ledger.Get(20, 3);

    /// <summary>The standing ballots when the result became final.</summary>
    public int Published => Ledger.Get(23, 6);

    public int AllStanding => Ledger.Get(14, 6);

    // The compiler's own mixes three words too weakly for millions of them.
    public override int GetHashCode() => HashCode.Combine(Stream, Workers, Ledger);

    public State Append(int kind)
        => this with { Stream = Stream.Set(3 + (KindBits * Length), KindBits, kind).Set(0, 3, Length + 1) };

    public State WithStatus(int entry, int status) => this with { Stream = Stream.Set(21 + (StatusBits * entry), StatusBits, status) };

    public State WithAtTheDoor(int ballots) => this with { Stream = Stream.Set(39, 6, ballots) };

    public State WithCrashesLeft(int crashes) => this with { Stream = Stream.Set(45, 3, crashes) };

    public State WithWorker(int worker, int memory, Phase phase, bool waiting)
        => this with { Workers = Workers.Set(WorkerBits * worker, WorkerBits, memory | ((int)phase << 6) | (waiting ? 1 << 9 : 0)) };

    public State WithStored(int entries) => this with { Ledger = Ledger.Set(0, 6, entries) };

    public State WithRejected(int entries) => this with { Ledger = Ledger.Set(6, 6, entries) };

    public State WithFenceKnown() => this with { Ledger = Ledger.Set(12, 1, 1) };

    public State WithStanding(int voter, int entryPlusOne) => this with { Ledger = Ledger.Set(14 + (3 * voter), 3, entryPlusOne) };

    public State WithTally(int ballots) => this with { Ledger = Ledger.Set(20, 3, ballots) };

    public State WithFinal() => this with { Ledger = Ledger.Set(13, 1, 1).Set(23, 6, AllStanding) };
}
