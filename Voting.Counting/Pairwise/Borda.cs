namespace Voting.Counting;

/// <summary>What options without a rank get in a Borda count.</summary>
public enum UnrankedPoints
{
    /// <summary>Nothing.</summary>
    Zero,

    /// <summary>The mean of the places that are left.</summary>
    Average,
}

/// <summary>The result of a Borda count.</summary>
/// <param name="Winners">Everyone with most points.</param>
/// <param name="Points">The points of each option that did not withdraw; halves occur.</param>
public sealed record BordaResult(IReadOnlyList<int> Winners, IReadOnlyDictionary<int, decimal> Points);

/// <summary>
/// The Borda count: with n options, n − 1 points for the first place down to 0 for the last; equal ranks share the mean of their places.
/// Source: J.-C. de Borda, Mémoire sur les élections au scrutin (1781); equal ranks as in P. Emerson, The original Borda count and partial voting, Social Choice and Welfare 40 (2013), section 2.
/// </summary>
public static class Borda
{
    /// <summary>Counts the ballots.</summary>
    public static BordaResult Count(RankingBallots ballots, UnrankedPoints unranked, CancellationToken cancellation = default)
    {
        var standing = ballots.Standing();
        var n = standing.Count(stands => stands);
        // Twice the points: the mean of places is a whole number or a half.
        var twice = new Int128[ballots.Options];
        var levels = new LevelReader(standing);
        foreach (var (ranking, weight) in ballots.Contents)
        {
            cancellation.ThrowIfCancellationRequested();
            levels.Read(ranking.Marks);
            var order = levels.Order;
            for (var start = 0; start < order.Count;)
            {
                var end = start + 1;
                while (end < order.Count && levels.Level(order[end]) == levels.Level(order[start]))
                {
                    end++;
                }
                // Places start..end-1 are worth n-1-start down to n-end.
                for (var i = start; i < end; i++)
                {
                    twice[order[i]] += weight * (2L * n - 1 - start - end);
                }

                start = end;
            }
            // A blank ballot gives no points to anyone.
            if (unranked == UnrankedPoints.Zero || order.Count == 0)
            {
                continue;
            }

            foreach (var option in levels.Unranked)
            {
                twice[option] += weight * (long)(n - 1 - order.Count);
            }
        }
        var points = Enumerable.Range(0, ballots.Options).Where(option => standing[option]).ToDictionary(option => option, option => (decimal)twice[option] / 2);
        var most = ballots.Total > 0 && points.Count > 0 ? points.Values.Max() : -1;
        return new BordaResult([.. points.Where(pair => pair.Value == most).Select(pair => pair.Key)], points);
    }
}
