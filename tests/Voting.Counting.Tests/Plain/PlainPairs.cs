namespace Voting.Counting.Tests.Plain;

/// <summary>Methods on pairs of options, second implementation: definitions taken word for word, however slow.</summary>
internal sealed class PlainPairs
{
    private readonly List<PlainBallot> _ballots;
    private readonly int[] _options;
    private readonly long[,] _matrix;

    public PlainPairs(RankingBallots input)
    {
        _ballots = PlainBallot.From(input);
        _options = [.. Enumerable.Range(0, input.Options).Except(input.Withdrawn)];
        _matrix = new long[input.Options, input.Options];
        foreach (var i in _options)
        {
            foreach (var j in _options)
            {
                if (i != j)
                {
                    _matrix[i, j] = _ballots.Where(ballot => ballot.Prefers(i, j)).Sum(ballot => ballot.Weight);
                }
            }
        }
    }

    public long Votes(int option, int other) => _matrix[option, other];

    public bool Beats(int option, int other) => _matrix[option, other] > _matrix[other, option];

    /// <summary>Whoever reaches everyone over pairs that are not lost: another way to say the smallest set that beats everyone outside.</summary>
    public int[] SmithSet() => [.. _options.Where(option => Reached(option, (from, to) => !Beats(to, from)).Count == _options.Length)];

    public long Strength(int option, int other, PairStrength strength) =>
        !Beats(option, other) ? 0 : strength == PairStrength.Margins ? Votes(option, other) - Votes(other, option) : Votes(option, other);

    /// <summary>The strongest path: relaxes every link again and again until no path from here gets stronger.</summary>
    public long[] Paths(int from, PairStrength strength)
    {
        var widest = new long[_matrix.GetLength(0)];
        widest[from] = long.MaxValue;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var i in _options)
            {
                foreach (var j in _options)
                {
                    var over = Math.Min(widest[i], Strength(i, j, strength));
                    if (over <= widest[j])
                    {
                        continue;
                    }

                    widest[j] = over;
                    changed = true;
                }
            }
        }
        widest[from] = 0;
        return widest;
    }

    private HashSet<int> Reached(int from, Func<int, int, bool> linked)
    {
        var reached = new HashSet<int> { from };
        var waiting = new Stack<int>([from]);
        while (waiting.TryPop(out var at))
        {
            foreach (var next in _options)
            {
                if (next != at && linked(at, next) && reached.Add(next))
                {
                    waiting.Push(next);
                }
            }
        }
        return reached;
    }

    public int[] SchulzeWinners(PairStrength strength)
    {
        var paths = _options.ToDictionary(option => option, option => Paths(option, strength));
        return [.. _options.Where(option => _options.All(other => paths[option][other] >= paths[other][option]))];
    }

    public int[] RankedPairsWinners(PairStrength strength)
    {
        var pairs = from i in _options from j in _options where Beats(i, j) select (Winner: i, Loser: j);
        var locked = new List<(int Winner, int Loser)>();
        foreach (var pair in pairs.OrderByDescending(pair => Strength(pair.Winner, pair.Loser, strength)).ThenByDescending(pair => Votes(pair.Winner, pair.Loser))
                     .ThenBy(pair => Votes(pair.Loser, pair.Winner)).ThenBy(pair => pair.Winner).ThenBy(pair => pair.Loser))
        {
            locked.Add(pair);
            if (HasCycle(locked))
            {
                locked.Remove(pair);
            }
        }
        return [.. _options.Where(option => locked.TrueForAll(pair => pair.Loser != option))];
    }

    /// <summary>Points by comparison: one for each option below on the ballot, a half for each level one.</summary>
    public decimal Borda(int option, UnrankedPoints unranked) => _ballots.Sum(ballot =>
    {
        var own = ballot.LevelOf(option);
        if (own < 0 && (unranked == UnrankedPoints.Zero || _options.All(other => ballot.LevelOf(other) < 0)))
        {
            return 0m;
        }

        return ballot.Weight * _options.Where(other => other != option).Sum(other => ballot.Prefers(option, other) ? 1m : ballot.Prefers(other, option) ? 0m : 0.5m);
    });

    private static bool HasCycle(List<(int Winner, int Loser)> locked)
    {
        // Take away pairs whose winner nobody is above of until none is left to take: what remains is a cycle.
        var left = locked.ToList();
        while (left.RemoveAll(pair => !left.Exists(other => other.Loser == pair.Winner)) > 0)
        {
        }
        return left.Count > 0;
    }
}
