using System.Numerics;

namespace Protocol.Tests;

/// <summary>Every step that can happen next. A step is what happens in one piece: one script in Redis, one transaction in PostgreSQL.</summary>
internal sealed class Steps(Bounds bounds, Defect defect)
{
    /// <summary>The fence's kind; ballots have the kinds 1, 2, …</summary>
    public const int Fence = 7;

    public IEnumerable<(string Step, State Next)> After(State state)
        => AtTheDoor(state).Concat(Enumerable.Range(0, bounds.Workers).SelectMany(worker => OfWorker(state, worker)));

    /// <summary>Position of the fence, or the end of time.</summary>
    public static int FenceOf(State state)
    {
        for (var entry = 0; entry < state.Length; entry++)
        {
            if (state.Kind(entry) == Fence)
            {
                return entry;
            }
        }

        return int.MaxValue;
    }

    public int VoterOf(int kind) => bounds.Voters[kind - 1];

    // append.lua and close.lua. Behind the fence only what did not come through the door appears: forged, not accepted.
    private IEnumerable<(string, State)> AtTheDoor(State state)
    {
        var appended = Enumerable.Range(0, state.Length).Aggregate(0, (kinds, entry) => kinds | (1 << state.Kind(entry)));
        var closed = (appended & (1 << Fence)) != 0;
        for (var kind = 1; kind <= bounds.Voters.Length; kind++)
        {
            var passed = (state.AtTheDoor & (1 << (kind - 1))) != 0;
            if ((appended & (1 << kind)) != 0)
            {
                continue;
            }

            if (defect == Defect.DoorChecksThenAppends && !closed && !passed)
            {
                yield return ($"check {kind}", state.WithAtTheDoor(state.AtTheDoor | (1 << (kind - 1))));
            }
            else
            {
                yield return ($"append {kind}", state.Append(kind));
            }
        }

        if (!closed)
        {
            yield return ("close", state.Append(Fence));
        }
    }

    private IEnumerable<(string, State)> OfWorker(State state, int worker)
    {
        var (memory, phase, waiting) = (state.Memory(worker), state.Phase(worker), state.Waiting(worker));
        switch (phase)
        {
            case Phase.Idle:
                foreach (var step in Read(state, worker, waiting).Concat(Claim(state, worker, waiting)))
                {
                    yield return step;
                }

                if (waiting && Oldest(state) is var oldest)
                {
                    if (state.Status(FenceOf(state)) == Entry.Acknowledged)
                    {
                        yield return ($"{worker} forgets", state.WithWorker(worker, 0, Phase.Idle, false));
                    }
                    else if (oldest == FenceOf(state) || defect == Defect.FinalizeWithoutWaitingForTheOldest)
                    {
                        yield return ($"{worker} sees the oldest", state.WithWorker(worker, 0, Phase.Deciding, true));
                    }
                }

                break;
            case Phase.Read when (memory & (1 << Math.Min(FenceOf(state), 31))) != 0:
                var rest = memory & ~(1 << FenceOf(state));
                yield return ($"{worker} applies the fence", state.WithFenceKnown().WithWorker(worker, rest, rest == 0 ? Phase.Idle : Phase.Read, true));
                break;
            case Phase.Read when defect == Defect.AcknowledgeBeforeCommit:
                yield return ($"{worker} acknowledges", Acknowledge(state, memory).WithWorker(worker, memory, Phase.AcknowledgedFirst, waiting));
                break;
            case Phase.Read:
                yield return ($"{worker} stores", Store(state, memory).WithWorker(worker, memory, Phase.Stored, waiting));
                break;
            case Phase.AcknowledgedFirst:
                yield return ($"{worker} stores", Store(state, memory).WithWorker(worker, 0, Phase.Idle, waiting));
                break;
            case Phase.Stored:
                yield return ($"{worker} acknowledges", Acknowledge(state, memory).WithWorker(worker, 0, Phase.Idle, waiting));
                break;
            case Phase.Deciding:
                yield return ($"{worker} finalizes", Finalize(state).WithWorker(worker, 0, Phase.Finalized, true));
                break;
            case Phase.Finalized:
                yield return ($"{worker} acknowledges the fence", Acknowledge(state, 1 << FenceOf(state)).WithWorker(worker, 0, Phase.Idle, false));
                break;
        }

        if (state.CrashesLeft > 0)
        {
            yield return ($"{worker} crashes", Abandon(state, worker).WithWorker(worker, 0, Phase.Idle, false).WithCrashesLeft(state.CrashesLeft - 1));
        }
    }

    private IEnumerable<(string, State)> Read(State state, int worker, bool waiting)
    {
        var (next, batch) = (state, 0);
        for (var entry = 0; entry < state.Length; entry++)
        {
            if (state.Status(entry) == Entry.Unread)
            {
                batch |= 1 << entry;
                next = next.WithStatus(entry, Entry.Held + worker);
                yield return ($"{worker} reads to {entry}", next.WithWorker(worker, batch, Phase.Read, waiting));
                if (BitOperations.PopCount((uint)batch) == bounds.Batch)
                {
                    yield break;
                }
            }
        }
    }

    // Also from a worker that lives but is slow: it goes on, not knowing.
    private IEnumerable<(string, State)> Claim(State state, int worker, bool waiting)
    {
        for (var entry = 0; entry < state.Length && defect != Defect.NobodyClaims; entry++)
        {
            var status = state.Status(entry);
            if (status >= Entry.Abandoned && status != Entry.Held + worker)
            {
                yield return ($"{worker} claims {entry}", state.WithStatus(entry, Entry.Held + worker).WithWorker(worker, 1 << entry, Phase.Read, waiting));
            }
        }
    }

    private static State Acknowledge(State state, int entries) => Where(state, entry => (entries & (1 << entry)) != 0, Entry.Acknowledged);

    private static State Abandon(State state, int worker) => Where(state, entry => state.Status(entry) == Entry.Held + worker, Entry.Abandoned);

    private static State Where(State state, Func<int, bool> these, int status)
        => Enumerable.Range(0, state.Length).Where(these).Aggregate(state, (next, entry) => next.WithStatus(entry, status));

    private static int Oldest(State state)
        => Enumerable.Range(0, state.Length).Where(entry => state.Status(entry) >= Entry.Abandoned).DefaultIfEmpty(-1).First();

    // ledger.store
    private State Store(State state, int entries)
    {
        for (var entry = 0; entry < state.Length; entry++)
        {
            var bit = 1 << entry;
            var known = ((state.Stored | state.Rejected) & bit) != 0;
            if ((entries & bit) == 0 || (known && defect != Defect.StoringTwiceCountsTwice))
            {
                continue;
            }

            if (state.FenceKnown && entry > FenceOf(state) && defect != Defect.FenceIgnoredByTheLedger)
            {
                state = state.WithRejected(state.Rejected | bit);
                continue;
            }

            var voter = VoterOf(state.Kind(entry));
            var standing = state.Standing(voter);
            state = state.WithStored(state.Stored | bit).WithTally(Math.Min(7, state.Tally + (standing == 0 || known ? 1 : 0)));
            if (standing < entry + 1 || defect == Defect.SupersedeByArrival)
            {
                state = state.WithStanding(voter, entry + 1);
            }
        }

        return state;
    }

    // ledger.finalize
    private State Finalize(State state)
    {
        if (state.Final)
        {
            return state;
        }

        var fence = defect == Defect.FenceIgnoredByTheLedger ? int.MaxValue : FenceOf(state);
        for (var entry = 0; entry < state.Length; entry++)
        {
            if (entry > fence && (state.Stored & (1 << entry)) != 0)
            {
                var voter = VoterOf(state.Kind(entry));
                state = state.WithStored(state.Stored & ~(1 << entry)).WithRejected(state.Rejected | (1 << entry));
                if (state.Standing(voter) == entry + 1)
                {
                    var restored = defect == Defect.FinalizeDoesNotRestore ? 0 : Expected.Standing(this, state, voter, state.Stored);
                    state = state.WithStanding(voter, restored).WithTally(state.Tally - (restored == 0 ? 1 : 0));
                }
            }
        }

        return state.WithFinal();
    }
}
