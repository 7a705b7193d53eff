namespace Voting.Load.Chaos;

/// <summary>What the comparison of two ledgers found. All lists are empty, or the promise is broken.</summary>
internal sealed class Findings
{
    /// <summary>Accepted and not stored, or stored as rejected.</summary>
    public List<string> Lost { get; } = [];

    /// <summary>Stored although nothing that the client sent explains it, or twice.</summary>
    public List<string> Doubled { get; } = [];

    /// <summary>Stored otherwise than sent, another ballot standing than the last one, or a tally that does not follow.</summary>
    public List<string> Wrong { get; } = [];

    /// <summary>A later vote of a voter that came to lie before an earlier one.</summary>
    public List<string> OutOfOrder { get; } = [];
}

/// <summary>Holds the client's ledger against the system's.</summary>
internal static class Audit
{
    public static Findings Compare(ClientLedger client, LedgerPicture ledger)
    {
        var findings = new Findings();
        var unexplained = ledger.Ballots.ToDictionary(row => row.Ballot);
        foreach (var vote in client.Votes.Where(vote => vote.Fate == Fate.Accepted).DistinctBy(vote => vote.Ballot))
        {
            Match(vote, client, ledger, unexplained, findings);
        }

        Explain(client, unexplained, findings);
        Order(client, findings);
        Standing(ledger, findings);
        if (client.Doubled > 0)
        {
            findings.Doubled.Add($"{client.Doubled} double clicks got two places in the stream");
        }

        if (ledger.Rejected > 0)
        {
            findings.Wrong.Add($"{ledger.Rejected} entries were rejected by the ledger; the door let in only what counts");
        }

        return findings;
    }

    private static void Match(CastVote vote, ClientLedger client, LedgerPicture ledger, Dictionary<Guid, LedgerRow> unexplained, Findings findings)
    {
        if (!unexplained.Remove(vote.Ballot, out var row))
        {
            findings.Lost.Add($"ballot {vote.Ballot} of {vote.Poll}, accepted at {vote.Position}, is not in the ledger");
            return;
        }

        if (row != new LedgerRow(vote.Position, vote.Ballot, vote.Poll, client.VoterHash(vote.Poll, vote.Voter), vote.Choice))
        {
            findings.Wrong.Add($"ballot {vote.Ballot} was cast as {vote.Choice} at {vote.Position} and stored as {row.Content} at {row.Position}");
        }

        if (ledger.Fences.TryGetValue(vote.Poll, out var fence) && row.Position >= fence)
        {
            findings.Wrong.Add($"ballot {vote.Ballot} of {vote.Poll} was accepted behind the fence");
        }
    }

    // Whatever is left must be a vote whose answer was lost, each at most once.
    private static void Explain(ClientLedger client, Dictionary<Guid, LedgerRow> unexplained, Findings findings)
    {
        var uncertain = client.Votes.Where(vote => vote.Fate == Fate.Uncertain)
            .GroupBy(vote => (vote.Poll, client.VoterHash(vote.Poll, vote.Voter), vote.Choice))
            .ToDictionary(votes => votes.Key, votes => votes.Count());
        foreach (var row in unexplained.Values)
        {
            var key = (row.Poll, row.Voter, row.Content);
            if (uncertain.GetValueOrDefault(key) == 0)
            {
                findings.Doubled.Add($"ballot {row.Ballot} of {row.Poll} at {row.Position}: nobody sent it, or not so often");
                continue;
            }

            uncertain[key]--;
        }
    }

    private static void Order(ClientLedger client, Findings findings)
    {
        foreach (var votes in client.Votes.Where(vote => vote.Fate == Fate.Accepted).GroupBy(vote => (vote.Poll, vote.Voter)))
        {
            var last = 0L;
            foreach (var vote in votes.OrderBy(vote => vote.Number))
            {
                if (vote.Position <= last)
                {
                    findings.OutOfOrder.Add($"ballot {vote.Ballot} of {vote.Poll} lies before an earlier one of the same voter");
                }

                last = vote.Position;
            }
        }
    }

    // One standing ballot per voter: the last before the fence. That the rows are the right ones is proven above.
    private static void Standing(LedgerPicture ledger, Findings findings)
    {
        var expected = ledger.Ballots
            .Where(row => !ledger.Fences.TryGetValue(row.Poll, out var fence) || row.Position < fence)
            .GroupBy(row => (row.Poll, row.Voter))
            .ToDictionary(rows => rows.Key, rows => rows.MaxBy(row => row.Position));
        foreach (var row in ledger.Standing)
        {
            if (!expected.Remove((row.Poll, row.Voter), out var last) || last != row)
            {
                findings.Wrong.Add($"in {row.Poll} the ballot at {row.Position} stands, not the one at {last.Position}");
            }
        }

        findings.Wrong.AddRange(expected.Values.Select(row => $"in {row.Poll} the ballot at {row.Position} should stand and does not"));
    }

    /// <summary>Standing ballots of one choice, for comparison with the published tally.</summary>
    public static long Tally(LedgerPicture ledger, string poll, string choice)
        => ledger.Standing.LongCount(row => row.Poll == poll && row.Content == choice);
}
