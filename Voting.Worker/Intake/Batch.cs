using Voting.Contracts.Ballots;
using Voting.Worker.Streams;

namespace Voting.Worker.Intake;

/// <summary>Entries that were read together: the ballots, and the few others in the order of the stream.</summary>
/// <param name="IsFull">No more would fit, so more may be waiting.</param>
internal sealed record Batch(int Size, IReadOnlyList<StreamEvent.BallotEntry> Ballots, IReadOnlyList<StreamEvent> Others, bool IsFull)
{
    public static Batch Of(IReadOnlyList<RawEntry> entries, long newest, BallotSeal seal, bool isFull)
    {
        var ballots = new List<StreamEvent.BallotEntry>(entries.Count);
        var others = new List<StreamEvent>();
        foreach (var entry in entries)
        {
            var read = EntryReader.Read(entry, newest, seal);
            if (read is StreamEvent.BallotEntry ballot)
            {
                ballots.Add(ballot);
            }
            else
            {
                others.Add(read);
            }
        }

        return new(entries.Count, ballots, others, isFull);
    }
}
