using System.Security.Cryptography;

namespace Voting.Load.Chaos;

/// <summary>
/// Some voters behind one client. Each casts and changes votes, one at a time; most with an idempotency key, which they
/// repeat until the answer is certain; some of those click twice.
/// </summary>
internal sealed class Voters(Door door, ClientLedger ledger, Func<string> poll, int seed)
{
    private const int Count = 120;
    private const double WithKey = 0.85;
    private const double DoubleClicks = 0.05;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan _retry = TimeSpan.FromMilliseconds(200);
    private static readonly string[] _choices = ["cats", "dogs"];

    private readonly string[] _voters = [.. Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetHexString(32, lowercase: true))];
    private readonly Random _random = new(seed);

    /// <summary>Votes until <paramref name="end"/>; what is uncertain then is still resolved.</summary>
    /// <param name="giveUp">Ends even that: something does not recover.</param>
    public async Task VoteAsync(CancellationToken end, CancellationToken giveUp)
    {
        while (!end.IsCancellationRequested)
        {
#pragma warning disable CA5394 // A load that can be repeated, no secret.
            var voter = _voters[_random.Next(Count)];
            var choice = _choices[_random.Next(_choices.Length)];
            var keyed = _random.NextDouble() < WithKey;
            var twice = keyed && _random.NextDouble() < DoubleClicks;
            var pause = _pause * (0.5 + _random.NextDouble());
#pragma warning restore CA5394
            await CastAsync(poll(), voter, choice, keyed ? Guid.NewGuid().ToString("N") : null, twice, giveUp);
            await Task.Delay(pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One vote until its fate is known, or, without a key, cannot be known.</summary>
    public async Task<CastVote> CastAsync(string pollId, string voter, string choice, string? key, bool twice, CancellationToken giveUp)
    {
        var number = ledger.NextNumber();
        while (true)
        {
            var answer = await AskAsync(pollId, voter, choice, key, twice, giveUp);
            var fate = answer.Said switch
            {
                Said.Accepted => Fate.Accepted,
                Said.Refused => Fate.Refused,
                Said.Unknown when key is null => Fate.Uncertain,
                _ => (Fate?)null,
            };
            if (fate is { } known)
            {
                var vote = new CastVote(number, pollId, voter, choice, known, answer.Ballot, answer.Position);
                ledger.Add(vote);
                return vote;
            }

            await Task.Delay(_retry, giveUp);
        }
    }

    private async Task<Answer> AskAsync(string pollId, string voter, string choice, string? key, bool twice, CancellationToken ct)
    {
        var replica = door.NextReplica();
        if (!twice)
        {
            return await door.CastAsync(replica, pollId, voter, choice, key, ct);
        }

        var both = await Task.WhenAll(
            door.CastAsync(replica, pollId, voter, choice, key, ct), door.CastAsync(replica + 1, pollId, voter, choice, key, ct));
        if (both.All(answer => answer.Said == Said.Accepted) && both[0].Position != both[1].Position)
        {
            ledger.AddDoubled();
        }

        // One yes is a yes. A refusal is only certain when both replicas say it: the other may still append.
        return Array.Find(both, answer => answer.Said == Said.Accepted)
            ?? (both.All(answer => answer.Said == Said.Refused) ? both[0] : new(Said.Unknown, default, 0));
    }
}
