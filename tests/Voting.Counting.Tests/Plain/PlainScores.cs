namespace Voting.Counting.Tests.Plain;

/// <summary>Score methods, second implementation.</summary>
internal static class PlainScores
{
    /// <summary>Positive when the left grades are better: takes the lower median from both until they differ.</summary>
    public static int CompareGrades(IEnumerable<int> left, IEnumerable<int> right)
    {
        var (one, two) = (left.Order().ToList(), right.Order().ToList());
        while (one.Count > 0)
        {
            var middle = (one.Count - 1) / 2;
            if (one[middle] != two[middle])
            {
                return one[middle].CompareTo(two[middle]);
            }

            one.RemoveAt(middle);
            two.RemoveAt(middle);
        }
        return 0;
    }

    public static int? StarWinner(List<int[]> ballots, int options, int top)
    {
        long Total(int option) => ballots.Sum(ballot => (long)ballot[option]);
        long Tops(int option) => ballots.Count(ballot => ballot[option] == top);
        long Over(int option, int other) => ballots.Count(ballot => ballot[option] > ballot[other]);
        var places = new List<int>();
        var among = Enumerable.Range(0, options).ToArray();
        foreach (var step in new Func<int, int[], long>[] { (option, _) => Total(option), (option, tied) => tied.Sum(other => Over(option, other)), (option, _) => Tops(option) })
        {
            var tied = among;
            foreach (var level in tied.GroupBy(option => step(option, tied)).OrderByDescending(group => group.Key).Select(group => group.ToArray()))
            {
                among = level;
                if (places.Count + level.Length > 2)
                {
                    break;
                }

                places.AddRange(level);
                among = [];
                if (places.Count == 2)
                {
                    break;
                }
            }
            if (places.Count == 2)
            {
                break;
            }
        }
        if (places.Count < 2)
        {
            return null;
        }

        var (a, b) = (places[0], places[1]);
        foreach (var (own, other) in new[] { (Over(a, b), Over(b, a)), (Total(a), Total(b)), (Tops(a), Tops(b)) })
        {
            if (own != other)
            {
                return own > other ? a : b;
            }
        }
        return null;
    }
}
