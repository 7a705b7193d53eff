namespace Voting.Counting;

/// <summary>
/// Instant-runoff (alternative vote, ranked-choice voting with one seat): while nobody has more than half of the votes in play, the option with fewest votes leaves and its ballots go to their next preference.
/// Source: Robert's Rules of Order, preferential voting; round by round as RCTab reports it.
/// </summary>
public static class InstantRunoff
{
    /// <summary>Counts the ballots.</summary>
    public static RunoffResult Count(RankingBallots ballots, InstantRunoffRules rules, CancellationToken cancellation = default) =>
        new RunoffCount(ballots, rules).Run(cancellation);

    private sealed class RunoffCount
    {
        private readonly InstantRunoffRules _rules;
        private readonly Preferences _preferences;
        private readonly TieBreaker _ties;
        private readonly bool[] _continuing;
        private readonly long[] _votes;
        private readonly int[] _positions;
        private readonly List<int>[] _piles;
        private readonly List<long[]> _earlier = [];
        private readonly List<RunoffRound> _rounds = [];
        private readonly long _total;
        private long _inPlay;
        private long _exhausted;

        public RunoffCount(RankingBallots ballots, InstantRunoffRules rules)
        {
            _rules = rules;
            _preferences = Preferences.Read(ballots, rules.Reading);
            _ties = new TieBreaker(rules.Ties);
            _continuing = ballots.Standing();
            _votes = new long[ballots.Options];
            _positions = new int[_preferences.Count];
            _piles = [.. Enumerable.Range(0, ballots.Options).Select(_ => new List<int>())];
            _total = ballots.Total;
        }

        public RunoffResult Run(CancellationToken cancellation)
        {
            var neverCounted = 0L;
            for (var ballot = 0; ballot < _preferences.Count; ballot++)
            {
                _positions[ballot] = _preferences.Start(ballot);
                if (Give(ballot) >= 0)
                {
                    continue;
                }
                // A ballot that names options but settles on none of them is read and exhausted; the others never count.
                if (_preferences.Of(ballot).IsEmpty)
                {
                    neverCounted += _preferences.Weights[ballot];
                }
                else
                {
                    _exhausted += _preferences.Weights[ballot];
                }
            }
            var counted = _total - neverCounted;
            _inPlay = counted - _exhausted;
            int[] winners = [];
            while (counted > 0 && winners.Length == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                winners = Winners();
                var leaving = winners.Length > 0 ? [] : Leaving();
                if (!PlayRound(winners, leaving))
                {
                    break;
                }
            }
            return new RunoffResult(winners, counted, neverCounted, _rounds, _ties.Ties);
        }

        /// <returns>The option that the ballot counts for now, or -1.</returns>
        private int Give(int ballot)
        {
            var option = _preferences.Next(ballot, ref _positions[ballot], _continuing);
            if (option < 0)
            {
                return option;
            }

            _votes[option] += _preferences.Weights[ballot];
            _piles[option].Add(ballot);
            return option;
        }

        private IEnumerable<int> Continuing => Enumerable.Range(0, _continuing.Length).Where(option => _continuing[option]);

        private int[] Winners()
        {
            var continuing = Continuing.ToArray();
            return continuing.Length == 1
                ? continuing
                : [.. continuing.Where(option => _votes[option] > _inPlay - _votes[option] && option != _rules.WriteIns)];
        }

        /// <returns>Who leaves; nobody when a tie for last place stays open.</returns>
        private int[] Leaving()
        {
            if (_rules.WriteIns is { } writeIns && _continuing[writeIns] && _votes[writeIns] > 0)
            {
                return [writeIns];
            }

            var ascending = Continuing.OrderBy(option => _votes[option]).ToArray();
            var group = _rules.Batch ? BatchSize(ascending) : 0;
            if (group > 0)
            {
                return [.. ascending.Take(group).Order()];
            }

            int[] last = [.. ascending.Where(option => _votes[option] == _votes[ascending[0]]).Order()];
            return _ties.Choose(_rounds.Count + 1, TieAbout.Exclusion, last, _earlier) is { } chosen ? [chosen] : [];
        }

        private int BatchSize(int[] ascending)
        {
            var size = 0;
            var sum = 0L;
            for (var i = 0; i < ascending.Length - 1; i++)
            {
                sum += _votes[ascending[i]];
                if (sum < _votes[ascending[i + 1]])
                {
                    size = i + 1;
                }
            }
            return size;
        }

        /// <returns>True when there is another round.</returns>
        private bool PlayRound(int[] elected, int[] leaving)
        {
            var before = (long[])_votes.Clone();
            var exhaustedBefore = _exhausted;
            var totals = Continuing.ToDictionary(option => option, option => _votes[option]);
            foreach (var option in leaving)
            {
                _continuing[option] = false;
            }

            foreach (var option in leaving)
            {
                foreach (var ballot in _piles[option])
                {
                    if (Give(ballot) < 0)
                    {
                        _exhausted += _preferences.Weights[ballot];
                    }
                }
                _piles[option].Clear();
                _votes[option] = 0;
            }
            _inPlay -= _exhausted - exhaustedBefore;
            var transfers = Continuing.Where(option => _votes[option] != before[option]).ToDictionary(option => option, option => _votes[option] - before[option]);
            _rounds.Add(new RunoffRound(_rounds.Count + 1, totals, exhaustedBefore, elected, leaving, transfers, _exhausted - exhaustedBefore));
            _earlier.Add(before);
            return leaving.Length > 0;
        }
    }
}
