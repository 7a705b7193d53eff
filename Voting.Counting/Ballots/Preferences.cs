namespace Voting.Counting;

/// <summary>
/// The distinct ballots after the reading rules were applied: what is left of each is the order in which it can count. All of them lie in one array.
/// Equal ranks are kept only under <see cref="OvervoteRule.Settle"/>; every other rule is settled here, once.
/// </summary>
internal sealed class Preferences
{
    private readonly short[] _marks;
    private readonly int[] _starts;

    private Preferences(short[] marks, int[] starts, long[] weights)
    {
        _marks = marks;
        _starts = starts;
        Weights = weights;
    }

    /// <summary>How many distinct ballots there are.</summary>
    public int Count => Weights.Length;

    public long[] Weights { get; }

    /// <summary>Where ballot <paramref name="ballot"/> begins.</summary>
    public int Start(int ballot) => _starts[ballot];

    /// <summary>The marks of a ballot; none has the flag of an equal rank unless overvotes are settled.</summary>
    public ReadOnlySpan<short> Of(int ballot) => _marks.AsSpan(_starts[ballot], _starts[ballot + 1] - _starts[ballot]);

    public static Preferences Read(RankingBallots ballots, ReadingRules rules)
    {
        var contents = ballots.Contents;
        var weights = new long[contents.Count];
        var starts = new int[contents.Count + 1];
        var marks = new List<short>(contents.Sum(content => content.Ranking.Marks.Length));
        var reader = new Reader(rules, ballots.Standing(), marks);
        for (var i = 0; i < contents.Count; i++)
        {
            weights[i] = contents[i].Weight;
            reader.Read(contents[i].Ranking.Marks);
            starts[i + 1] = marks.Count;
        }
        return new Preferences([.. marks], starts, weights);
    }

    /// <summary>The next option that is still in the count, from <paramref name="position"/> on; -1 when the ballot is exhausted.</summary>
    public int Next(int ballot, ref int position, bool[] continuing)
    {
        var end = _starts[ballot + 1];
        while (position < end)
        {
            var mark = _marks[position++];
            if (position >= end || _marks[position] < Ranking.EqualFlag)
            {
                if (continuing[mark])
                {
                    return mark;
                }

                continue;
            }
            var found = -1;
            var several = false;
            for (var i = position - 1; i < end && (i < position || _marks[i] >= Ranking.EqualFlag); position = ++i)
            {
                var option = _marks[i] & ~Ranking.EqualFlag;
                if (!continuing[option])
                {
                    continue;
                }

                several |= found >= 0;
                found = option;
            }
            if (several)
            {
                position = end;
            }
            else if (found >= 0)
            {
                return found;
            }
        }
        return -1;
    }

    private sealed class Reader(ReadingRules rules, bool[] standing, List<short> marks)
    {
        // The number of the ballot that last named an option: spares clearing a set for every ballot.
        private readonly int[] _seen = new int[standing.Length];
        private readonly List<short> _group = [];
        private int _ballot;

        public void Read(ReadOnlySpan<short> ballot)
        {
            _ballot++;
            var skipped = 0;
            for (var start = 0; start < ballot.Length;)
            {
                var end = Ranking.RankEnd(ballot, start);
                var rank = ballot[start..end];
                start = end;
                if (rank[0] == Ranking.Skipped)
                {
                    skipped++;
                    continue;
                }
                if (skipped > rules.MaxSkippedRanks)
                {
                    return;
                }

                skipped = 0;
                if (!ReadRank(rank))
                {
                    return;
                }
            }
        }

        /// <returns>False when the ballot is exhausted here.</returns>
        private bool ReadRank(ReadOnlySpan<short> rank)
        {
            if (rank[0] == Ranking.Overvote)
            {
                return rules.Overvotes != OvervoteRule.Exhaust;
            }

            _group.Clear();
            foreach (var mark in rank)
            {
                var option = (short)(mark & ~Ranking.EqualFlag);
                if (standing[option] && !_group.Contains(option))
                {
                    _group.Add(option);
                }
            }
            if (rules.Repeats == RepeatRule.Exhaust && _group.Exists(option => _seen[option] == _ballot))
            {
                return false;
            }

            if (_group.Count > 1 && rules.Overvotes != OvervoteRule.Settle)
            {
                // A rank that is passed over gives its options no vote, but naming one of them again is still a repeat.
                if (rules.Repeats == RepeatRule.Exhaust)
                {
                    _group.ForEach(option => _seen[option] = _ballot);
                }

                return rules.Overvotes == OvervoteRule.PassOver;
            }
            for (var i = 0; i < _group.Count; i++)
            {
                var option = _group[i];
                if (_group.Count == 1 && _seen[option] == _ballot)
                {
                    continue;
                }

                _seen[option] = _ballot;
                marks.Add(i == 0 ? option : (short)(option | Ranking.EqualFlag));
            }
            return true;
        }
    }
}
