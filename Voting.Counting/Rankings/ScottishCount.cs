namespace Voting.Counting;

/// <summary>One count by the Scottish rules. Votes are integers in units of 0.00001.</summary>
internal sealed class ScottishCount
{
    private const long One = 100_000;

    private readonly int _seats;
    private readonly Preferences _preferences;
    private readonly TieBreaker _ties;
    private readonly bool[] _hopeful;
    private readonly long[] _votes;
    private readonly long[] _values;
    private readonly int[] _positions;
    private readonly List<int>[] _piles;
    private readonly List<int> _pending = [];
    private readonly List<int> _elected = [];
    private readonly List<long[]> _earlier = [];
    private readonly List<StvRound> _rounds = [];
    private readonly List<int> _excluded = [];
    private readonly RankingBallots _ballots;
    private long _valid;
    private long _quota;
    private long _exhausted;

    public ScottishCount(RankingBallots ballots, int seats, ReadingRules reading, TieRule ties)
    {
        _ballots = ballots;
        _seats = seats;
        _preferences = Preferences.Read(ballots, reading);
        _ties = new TieBreaker(ties);
        _hopeful = ballots.Standing();
        _votes = new long[ballots.Options];
        _values = new long[_preferences.Count];
        _positions = new int[_preferences.Count];
        _piles = [.. Enumerable.Range(0, ballots.Options).Select(_ => new List<int>())];
    }

    public StvResult Run(CancellationToken cancellation)
    {
        for (var ballot = 0; ballot < _preferences.Count; ballot++)
        {
            _values[ballot] = One;
            _positions[ballot] = _preferences.Start(ballot);
            if (Give(ballot) >= 0)
            {
                _valid += _preferences.Weights[ballot];
            }
        }
        // Rule 46.
        _quota = (_valid / (_seats + 1) + 1) * One;
        while (_valid > 0 && PlayStage())
        {
            cancellation.ThrowIfCancellationRequested();
        }

        return new StvResult(_elected, Votes(_quota), _valid, _ballots.Total - _valid, _rounds, _ties.Ties);
    }

    private IEnumerable<int> Hopeful => Enumerable.Range(0, _hopeful.Length).Where(option => _hopeful[option]);

    private int Give(int ballot)
    {
        var option = _preferences.Next(ballot, ref _positions[ballot], _hopeful);
        if (option < 0)
        {
            return option;
        }

        _votes[option] += _preferences.Weights[ballot] * _values[ballot];
        _piles[option].Add(ballot);
        return option;
    }

    /// <returns>True when there is another stage.</returns>
    private bool PlayStage()
    {
        var stage = _rounds.Count + 1;
        // Rule 47: everyone with the quota is elected.
        var elected = ByVotes(Hopeful.Where(option => _votes[option] >= _quota));
        elected.ForEach(Elect);
        _pending.AddRange(elected.Where(option => _votes[option] > _quota));
        // Rule 52: as many are left as seats.
        var filled = _elected.Count + Hopeful.Count() <= _seats ? ByVotes(Hopeful) : [];
        filled.ForEach(Elect);
        elected.AddRange(filled);
        if (_elected.Count >= _seats || !Hopeful.Any())
        {
            return Close(elected, filled, StvAction.None, null);
        }

        return _pending.Count > 0
            ? Close(elected, filled, StvAction.Surplus, _ties.Choose(stage, TieAbout.Surplus, Extreme(_pending, most: true), _earlier))
            : Close(elected, filled, StvAction.Exclude, _ties.Choose(stage, TieAbout.Exclusion, Extreme([.. Hopeful], most: false), _earlier));
    }

    private void Elect(int option)
    {
        _hopeful[option] = false;
        _elected.Add(option);
    }

    private List<int> ByVotes(IEnumerable<int> options) => [.. options.OrderByDescending(option => _votes[option])];

    private int[] Extreme(List<int> options, bool most)
    {
        var votes = most ? options.Max(option => _votes[option]) : options.Min(option => _votes[option]);
        return [.. options.Where(option => _votes[option] == votes).Order()];
    }

    /// <summary>Transfers what the stage decided and writes the stage down.</summary>
    private bool Close(List<int> elected, List<int> filled, StvAction action, int? from)
    {
        var before = (long[])_votes.Clone();
        var exhausted = _exhausted;
        var loss = _valid * One - _votes.Sum() - _exhausted;
        var totals = Enumerable.Range(0, _votes.Length).Except(_ballots.Withdrawn).Except(_excluded).ToDictionary(option => option, option => Votes(before[option]));
        if (from is { } option)
        {
            Transfer(option, action);
        }

        var transfers = Hopeful.Where(to => _votes[to] != before[to]).ToDictionary(to => to, to => Votes(_votes[to] - before[to]));
        _rounds.Add(new StvRound(_rounds.Count + 1, totals, Votes(exhausted), Votes(loss), Votes(_quota), elected, filled,
            from is null ? StvAction.None : action, from, transfers, Votes(_exhausted - exhausted)));
        _earlier.Add(before);
        return from is not null;
    }

    private void Transfer(int from, StvAction action)
    {
        var votes = _votes[from];
        var surplus = votes - _quota;
        if (action == StvAction.Exclude)
        {
            _hopeful[from] = false;
            _excluded.Add(from);
        }
        else
        {
            _pending.Remove(from);
        }
        foreach (var ballot in _piles[from])
        {
            // Rule 48: the product can be above 2^63 when the votes are many.
            if (action == StvAction.Surplus)
            {
                _values[ballot] = (long)((Int128)_values[ballot] * surplus / votes);
            }

            if (Give(ballot) < 0)
            {
                _exhausted += _preferences.Weights[ballot] * _values[ballot];
            }
        }
        _piles[from].Clear();
        _votes[from] = action == StvAction.Surplus ? _quota : 0;
    }

    private static decimal Votes(long units) => new decimal(units) / One;
}
