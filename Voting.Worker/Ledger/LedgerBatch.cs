namespace Voting.Worker.Ledger;

/// <summary>Ballots in the shape of <c>ledger.store</c>: one list per column, polls and contents by the ledger's own ids.</summary>
internal sealed class LedgerBatch(int capacity)
{
    public List<long> Positions { get; } = new(capacity);

    public List<Guid> Ballots { get; } = new(capacity);

    public List<int> Polls { get; } = new(capacity);

    public List<Guid> Voters { get; } = new(capacity);

    public List<int> Contents { get; } = new(capacity);

    /// <summary>Positions of ballots whose poll the ledger does not know (yet).</summary>
    public HashSet<long> UnknownPoll { get; } = [];

    /// <summary>Positions of ballots that cannot be ballots of their poll.</summary>
    public HashSet<long> NotOfThisPoll { get; } = [];

    /// <summary>Positions of ballots that the database refuses for a reason of the data, each with the reason.</summary>
    public Dictionary<long, string> Refused { get; } = [];

    public int Count => Positions.Count;

    public void Add(in BallotRow ballot, int poll, int content)
    {
        Positions.Add(ballot.Position);
        Ballots.Add(ballot.Ballot);
        Polls.Add(poll);
        Voters.Add(ballot.Voter);
        Contents.Add(content);
    }

    /// <summary>Takes over what was found out about a part of this batch.</summary>
    public void AddOutcome(LedgerBatch part)
    {
        UnknownPoll.UnionWith(part.UnknownPoll);
        NotOfThisPoll.UnionWith(part.NotOfThisPoll);
        foreach (var (position, reason) in part.Refused)
        {
            Refused.Add(position, reason);
        }
    }
}
