namespace Voting.Counting;

/// <summary>The result of a Schulze count.</summary>
/// <param name="Winners">Everyone whom no other option is above of; several when the count cannot tell them apart.</param>
/// <param name="Ranking">All options in groups, best first.</param>
/// <param name="Paths">The strength of the strongest path from row to column; 0 without a path.</param>
public sealed record SchulzeResult(IReadOnlyList<int> Winners, IReadOnlyList<IReadOnlyList<int>> Ranking, IReadOnlyList<IReadOnlyList<long>> Paths);

/// <summary>
/// The Schulze method: an option is above another when its strongest path to it is stronger than the reverse.
/// Source: M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method, Social Choice and Welfare 36 (2011), sections 2.2 and 2.3.
/// No tie-break is applied.
/// </summary>
public static class Schulze
{
    /// <summary>Counts from the pairwise matrix.</summary>
    public static SchulzeResult Count(PairwiseMatrix matrix, PairStrength strength)
    {
        var n = matrix.Options;
        var paths = new long[n][];
        for (var i = 0; i < n; i++)
        {
            paths[i] = new long[n];
            for (var j = 0; j < n; j++)
            {
                if (matrix.Beats(i, j))
                {
                    paths[i][j] = strength == PairStrength.Margins ? matrix[i, j] - matrix[j, i] : matrix[i, j];
                }
            }
        }
        // Floyd and Warshall: the strongest path over k is as strong as the weaker of its halves.
        for (var k = 0; k < n; k++)
        {
            for (var i = 0; i < n; i++)
            {
                if (i == k || paths[i][k] == 0)
                {
                    continue;
                }

                for (var j = 0; j < n; j++)
                {
                    if (j != i)
                    {
                        paths[i][j] = Math.Max(paths[i][j], Math.Min(paths[i][k], paths[k][j]));
                    }
                }
            }
        }
        var ranking = Groups.FromTop(matrix.Standing, (option, other) => paths[option][other] > paths[other][option]);
        return new SchulzeResult(ranking.Count > 0 ? ranking[0] : [], ranking, paths);
    }
}
