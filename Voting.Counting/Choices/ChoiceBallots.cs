namespace Voting.Counting;

/// <summary>
/// The sums of ballots without ranks (one choice, several choices, approval): how often each option was marked. The methods need no more than that.
/// </summary>
/// <param name="Votes">Marks of each option.</param>
/// <param name="Ballots">Valid ballots that mark someone; null when only the totals are known.</param>
/// <param name="Blank">Ballots without a mark.</param>
/// <param name="Invalid">Ballots with more marks than the poll allows: they count for nobody.</param>
public sealed record ChoiceBallots(IReadOnlyList<long> Votes, long? Ballots, long Blank = 0, long Invalid = 0)
{
    /// <summary>Adds up ballots, each the options that it marks, counted from 0. A ballot with more than <paramref name="maxMarks"/> different marks is invalid.</summary>
    /// <exception cref="ArgumentException">A ballot marks an option that the poll does not have.</exception>
    public static ChoiceBallots Of(int options, int maxMarks, IEnumerable<(IReadOnlyCollection<int> Marks, long Weight)> ballots)
    {
        var votes = new long[options];
        long valid = 0, blank = 0, invalid = 0;
        foreach (var (marks, weight) in ballots)
        {
            if (marks.Any(option => option < 0 || option >= options))
            {
                throw new ArgumentException($"A ballot marks an option outside 1 to {options}.", nameof(ballots));
            }

            var distinct = marks.Distinct().ToArray();
            if (distinct.Length == 0)
            {
                blank += weight;
            }
            else if (distinct.Length > maxMarks)
            {
                invalid += weight;
            }
            else
            {
                valid += weight;
                foreach (var option in distinct)
                {
                    votes[option] += weight;
                }
            }
        }
        return new ChoiceBallots(votes, valid, blank, invalid);
    }

    /// <summary>
    /// The first choices of a ranking: the first rank that carries a mark; a ballot with two or more marks there is invalid, one without any mark is blank.
    /// </summary>
    public static ChoiceBallots FirstPreferences(RankingBallots ballots)
    {
        var votes = new long[ballots.Options];
        var standing = ballots.Standing();
        long valid = 0, blank = 0, invalid = 0;
        foreach (var (ranking, weight) in ballots.Contents)
        {
            switch (First(ranking.Marks, standing))
            {
                case >= 0 and var option:
                    votes[option] += weight;
                    valid += weight;
                    break;
                case Ranking.Overvote:
                    invalid += weight;
                    break;
                default:
                    blank += weight;
                    break;
            }
        }
        return new ChoiceBallots(votes, valid, blank, invalid);
    }

    /// <returns>The option; <see cref="Ranking.Overvote"/> for several; <see cref="Ranking.Skipped"/> for none.</returns>
    private static int First(ReadOnlySpan<short> marks, bool[] standing)
    {
        for (var start = 0; start < marks.Length;)
        {
            var end = Ranking.RankEnd(marks, start);
            if (marks[start] == Ranking.Overvote)
            {
                return Ranking.Overvote;
            }

            var found = -1;
            for (var i = start; i < end && marks[start] >= 0; i++)
            {
                var option = marks[i] & ~Ranking.EqualFlag;
                if (!standing[option] || option == found)
                {
                    continue;
                }

                if (found >= 0)
                {
                    return Ranking.Overvote;
                }

                found = option;
            }
            if (found >= 0)
            {
                return found;
            }

            start = end;
        }
        return Ranking.Skipped;
    }
}
