namespace Voting.Counting;

/// <summary>The result by medians.</summary>
/// <param name="Winners">The best; several only when their grades are the same altogether.</param>
/// <param name="Medians">The lower median of each option.</param>
/// <param name="Ranking">All options in groups, best first.</param>
public sealed record MedianResult(IReadOnlyList<int> Winners, IReadOnlyList<int> Medians, IReadOnlyList<IReadOnlyList<int>> Ranking);

/// <summary>
/// Majority judgment: the highest median wins; where medians are equal, one median grade is taken from each of the tied again and again until they differ.
/// Source: M. Balinski and R. Laraki, A theory of measuring, electing, and ranking, PNAS 104 (2007), "majority value". A missing score is the lowest grade.
/// </summary>
public static class MajorityJudgment
{
    /// <summary>Counts the ballots.</summary>
    public static MedianResult Count(ScoreBallots ballots)
    {
        if (ballots.Total == 0)
        {
            return new MedianResult([], [.. Enumerable.Repeat(ballots.Lowest, ballots.Options)], [[.. Enumerable.Range(0, ballots.Options)]]);
        }
        // Cumulative: how many grades are at or below each score.
        var grades = ballots.Histogram();
        foreach (var counts in grades)
        {
            for (var i = 1; i < counts.Length; i++)
            {
                counts[i] += counts[i - 1];
            }
        }
        var order = Enumerable.Range(0, ballots.Options).ToList();
        order.Sort((left, right) => Compare(grades[right], grades[left], ballots.Total) is var by and not 0 ? by : left.CompareTo(right));
        var ranking = new List<IReadOnlyList<int>>();
        for (var start = 0; start < order.Count;)
        {
            var end = start + 1;
            while (end < order.Count && Compare(grades[order[start]], grades[order[end]], ballots.Total) == 0)
            {
                end++;
            }

            ranking.Add(order[start..end]);
            start = end;
        }
        return new MedianResult(ranking[0], [.. grades.Select(counts => ballots.Lowest + GradeAt(counts, Index(0, ballots.Total)))], ranking);
    }

    /// <summary>
    /// The grades in the order in which medians are taken away: from the lower middle outwards, first down where the number is odd, first up where it is even.
    /// </summary>
    private static long Index(long step, long total)
    {
        var middle = (total - 1) / 2;
        var distance = (step + 1) / 2;
        var down = (step % 2 == 0) == (total % 2 == 0);
        return step == 0 ? middle : down ? middle - distance : middle + distance;
    }

    private static int GradeAt(long[] cumulative, long index)
    {
        var grade = 0;
        while (cumulative[grade] <= index)
        {
            grade++;
        }

        return grade;
    }

    /// <summary>Positive when the left is better. Grades change only where a cumulative count ends, so only those steps are compared.</summary>
    private static int Compare(long[] left, long[] right, long total)
    {
        var steps = new SortedSet<long> { 0 };
        foreach (var end in left.Concat(right))
        {
            foreach (var index in (ReadOnlySpan<long>)[end - 1, end])
            {
                if (index >= 0 && index < total)
                {
                    steps.Add(StepOf(index, total));
                }
            }
        }
        foreach (var step in steps)
        {
            var by = GradeAt(left, Index(step, total)).CompareTo(GradeAt(right, Index(step, total)));
            if (by != 0)
            {
                return by;
            }
        }
        return 0;
    }

    private static long StepOf(long index, long total)
    {
        var distance = index - (total - 1) / 2;
        if (distance == 0)
        {
            return 0;
        }

        var downIsEven = total % 2 == 0;
        return Math.Abs(distance) * 2 - ((distance < 0) == downIsEven ? 0 : 1);
    }
}
