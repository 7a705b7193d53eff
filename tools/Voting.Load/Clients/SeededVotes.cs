namespace Voting.Load.Clients;

/// <summary>
/// A planned load that is the same for the same seed: votes of which 5 % are a change by an earlier voter,
/// and 10 % of which are sent twice with the same idempotency key, both at once, as a double click does.
/// Keeps its own ledger from the receipts.
/// </summary>
internal sealed class SeededVotes : HttpExchange
{
    private const double Changes = 0.05;
    private const double DoubleClicks = 0.10;

    private readonly VoteRequest _request;
    private readonly (int Voter, byte Choice)[] _votes;
    private readonly int[] _order;
    private readonly long[] _position;
    private readonly (long Position, byte Choice)[] _standing;
    private int _next;

    public SeededVotes(string poll, int votes, int seed)
    {
        _request = new(poll, withKey: true);
        _votes = new (int, byte)[votes];
        var order = new List<int>(votes + (votes / 8));
#pragma warning disable CA5394 // A load that can be repeated, no secret.
        var random = new Random(seed);
        var voters = 0;
        for (var vote = 0; vote < votes; vote++)
        {
            var change = voters > 0 && random.NextDouble() < Changes;
            _votes[vote] = (change ? random.Next(voters) : voters++, (byte)random.Next(2));
            order.Add(vote);
            if (random.NextDouble() < DoubleClicks)
            {
                order.Add(vote);
            }
        }
#pragma warning restore CA5394
        _order = [.. order];
        _position = new long[votes];
        _standing = new (long, byte)[voters];
    }

    /// <summary>Requests in the plan, double clicks included.</summary>
    public int Planned => _order.Length;

    /// <summary>Requests answered with a receipt.</summary>
    public long Receipts { get; private set; }

    /// <summary>Ballots accepted; a double click is one.</summary>
    public long Accepted { get; private set; }

    /// <summary>Double clicks that got a receipt for another place in the stream: they would count twice.</summary>
    public long Doubled { get; private set; }

    /// <summary>Voters with an accepted ballot.</summary>
    public long Voters => _standing.LongCount(ballot => ballot.Position > 0);

    /// <summary>What the poll must come to, for <c>cats</c> (0) or <c>dogs</c> (1).</summary>
    public long Expected(int choice) => _standing.LongCount(ballot => ballot.Position > 0 && ballot.Choice == choice);

    public override int Write(Span<byte> request, out int tag)
    {
        tag = 0;
        if (_next == _order.Length)
        {
            return 0;
        }

        tag = _order[_next++];
        return _request.Write(request, _votes[tag].Voter, _votes[tag].Choice, key: tag);
    }

    public override void Answered(int tag, bool accepted, ReadOnlySpan<byte> body, long intended, long answered)
    {
        if (!accepted)
        {
            return;
        }

        Receipts++;
        var position = StreamPosition.InReceipt(body);
        if (_position[tag] != 0)
        {
            Doubled += _position[tag] == position ? 0 : 1;
            return;
        }

        Accepted++;
        _position[tag] = position;
        ref var standing = ref _standing[_votes[tag].Voter];
        if (position > standing.Position)
        {
            standing = (position, _votes[tag].Choice);
        }
    }
}
