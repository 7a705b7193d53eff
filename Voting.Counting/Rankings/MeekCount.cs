namespace Voting.Counting;

/// <summary>One count by Meek's method. Votes, weights and keep factors are integers in units of 0.000000001; letters and numbers are those of the reference rule.</summary>
internal sealed class MeekCount
{
    private const long One = 1_000_000_000;
    private const long Omega = 1_000;

    private enum State
    {
        Hopeful,
        Elected,
        Defeated,
    }

    private readonly int _seats;
    private readonly Preferences _preferences;
    private readonly RankingBallots _ballots;
    private readonly TieBreaker _ties;
    private readonly State[] _states;
    private readonly long[] _keep;
    private readonly Int128[] _votes;
    private readonly List<int> _elected = [];
    private readonly List<StvRound> _rounds = [];
    private readonly long _valid;
    private Int128 _quota;
    private Int128 _surplus;

    public MeekCount(RankingBallots ballots, int seats, ReadingRules reading, TieRule ties)
    {
        _ballots = ballots;
        _seats = seats;
        _preferences = Preferences.Read(ballots, reading);
        _ties = new TieBreaker(ties);
        _states = [.. ballots.Standing().Select(stands => stands ? State.Hopeful : State.Defeated)];
        _keep = [.. ballots.Standing().Select(stands => stands ? One : 0)];
        _votes = new Int128[ballots.Options];
        for (var ballot = 0; ballot < _preferences.Count; ballot++)
        {
            if (_preferences.Of(ballot).Length > 0)
            {
                _valid += _preferences.Weights[ballot];
            }
        }
    }

    public StvResult Run(CancellationToken cancellation)
    {
        // B.1. Test for count complete.
        while (_valid > 0 && _elected.Count < _seats && In(State.Hopeful).Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!PlayRound(cancellation))
            {
                break;
            }
        }
        return new StvResult(_elected, Votes(_quota), _valid, _ballots.Total - _valid, _rounds, _ties.Ties);
    }

    private List<int> In(State state) => [.. Enumerable.Range(0, _states.Length).Where(option => _states[option] == state)];

    /// <returns>True when there is another round.</returns>
    private bool PlayRound(CancellationToken cancellation)
    {
        var elected = Iterate(cancellation);
        var hopeful = In(State.Hopeful);
        if (_elected.Count + hopeful.Count <= _seats || _elected.Count >= _seats)
        {
            // C. Elect everyone left if seats are.
            List<int> filled = _elected.Count < _seats ? [.. hopeful.OrderByDescending(option => _votes[option])] : [];
            foreach (var option in filled)
            {
                Elect(option);
            }

            Write([.. elected, .. filled], filled, StvAction.None, null);
            return false;
        }
        if (elected.Count > 0)
        {
            Write(elected, [], StvAction.Surplus, null);
            return true;
        }
        // B.3. Defeat the lowest; whoever is within the surplus of it is tied with it.
        var lowest = hopeful.Min(option => _votes[option]);
        int[] tied = [.. hopeful.Where(option => _votes[option] <= lowest + _surplus)];
        var defeated = _ties.Choose(_rounds.Count + 1, TieAbout.Exclusion, tied, []);
        Write([], [], defeated is null ? StvAction.None : StvAction.Exclude, defeated);
        if (defeated is not { } loser)
        {
            return false;
        }

        _states[loser] = State.Defeated;
        _keep[loser] = 0;
        return true;
    }

    /// <summary>B.2. Distributes votes and moves keep factors until someone is elected or the surplus is small enough.</summary>
    private List<int> Iterate(CancellationToken cancellation)
    {
        var last = (Int128)_ballots.Total * One;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            Distribute();
            var sum = Int128.Zero;
            foreach (var votes in _votes)
            {
                sum += votes;
            }

            _quota = sum / (_seats + 1) + 1;
            List<int> elected = [.. In(State.Hopeful).Where(option => _votes[option] >= _quota).OrderByDescending(option => _votes[option])];
            foreach (var option in elected)
            {
                Elect(option);
            }

            _surplus = 0;
            foreach (var option in _elected)
            {
                _surplus += _votes[option] - _quota;
            }

            if (_surplus < 0)
            {
                _surplus = 0;
            }

            if (elected.Count > 0 || _surplus < Omega || _surplus >= last)
            {
                return elected;
            }

            last = _surplus;
            foreach (var option in _elected)
            {
                var kept = CeilingDivide(_keep[option] * _quota, One);
                _keep[option] = (long)CeilingDivide(kept * One, _votes[option]);
            }
        }
    }

    private void Distribute()
    {
        Array.Clear(_votes);
        for (var ballot = 0; ballot < _preferences.Count; ballot++)
        {
            var weight = One;
            var copies = _preferences.Weights[ballot];
            foreach (var option in _preferences.Of(ballot))
            {
                var factor = _keep[option];
                if (factor == 0)
                {
                    continue;
                }
                // Both are at most 10^9, so the product fits.
                var part = factor == One ? weight : (weight * factor + One - 1) / One;
                _votes[option] += (Int128)part * copies;
                weight -= part;
                if (weight <= 0)
                {
                    break;
                }
            }
        }
    }

    private void Elect(int option)
    {
        _states[option] = State.Elected;
        _elected.Add(option);
    }

    private void Write(IReadOnlyList<int> elected, IReadOnlyList<int> filled, StvAction action, int? from)
    {
        var totals = Enumerable.Range(0, _states.Length).Where(option => _states[option] != State.Defeated).ToDictionary(option => option, option => Votes(_votes[option]));
        var exhausted = _valid - totals.Values.Sum();
        _rounds.Add(new StvRound(_rounds.Count + 1, totals, exhausted, 0, Votes(_quota), elected, filled, action, from, new Dictionary<int, decimal>(), 0));
    }

    private static Int128 CeilingDivide(Int128 dividend, Int128 divisor) => (dividend + divisor - 1) / divisor;

    private static decimal Votes(Int128 units) => (decimal)units / One;
}
