namespace Voting.Counting;

/// <summary>A pairwise victory as ranked pairs sees it.</summary>
/// <param name="Winner">The option that more ballots prefer.</param>
/// <param name="Loser">The other one.</param>
/// <param name="Votes">Ballots for the winner.</param>
/// <param name="Against">Ballots for the loser.</param>
/// <param name="Locked">False when it would close a cycle with stronger pairs.</param>
public sealed record RankedPair(int Winner, int Loser, long Votes, long Against, bool Locked);

/// <summary>The result of ranked pairs.</summary>
/// <param name="Winners">Everyone whom no locked pair is above of; several when the count cannot tell them apart.</param>
/// <param name="Ranking">All options in groups, best first.</param>
/// <param name="Pairs">The pairs in the order in which they were considered.</param>
/// <param name="EqualPairsDecide">True when another order of equally strong pairs gives other winners: the tie rule below decides then.</param>
public sealed record RankedPairsResult(IReadOnlyList<int> Winners, IReadOnlyList<IReadOnlyList<int>> Ranking, IReadOnlyList<RankedPair> Pairs, bool EqualPairsDecide);

/// <summary>
/// Ranked pairs: victories are locked from the strongest on, leaving out each that would close a cycle.
/// Source: T. N. Tideman, Independence of clones as a criterion for voting rules, Social Choice and Welfare 4 (1987).
/// Equally strong pairs: most votes for the winner first, then fewest against, then the winner listed first, then the loser listed first.
/// </summary>
public static class RankedPairs
{
    /// <summary>Counts from the pairwise matrix.</summary>
    public static RankedPairsResult Count(PairwiseMatrix matrix, PairStrength strength)
    {
        var sorted = Victories(matrix)
            .OrderByDescending(pair => Strength(pair, strength)).ThenByDescending(pair => pair.Votes).ThenBy(pair => pair.Against).ThenBy(pair => pair.Winner).ThenBy(pair => pair.Loser);
        var (pairs, above) = Lock(matrix.Options, sorted);
        var ranking = Groups.FromTop(matrix.Standing, (option, other) => above[option, other]);
        var winners = ranking.Count > 0 ? ranking[0] : [];
        return new RankedPairsResult(winners, ranking, pairs, OthersCouldWin(matrix, strength, winners));
    }

    private static IEnumerable<RankedPair> Victories(PairwiseMatrix matrix) =>
        from winner in matrix.Standing
        from loser in matrix.Standing
        where matrix.Beats(winner, loser)
        select new RankedPair(winner, loser, matrix[winner, loser], matrix[loser, winner], false);

    private static long Strength(RankedPair pair, PairStrength strength) => strength == PairStrength.Margins ? pair.Votes - pair.Against : pair.Votes;

    private static (List<RankedPair> Pairs, bool[,] Above) Lock(int options, IEnumerable<RankedPair> sorted)
    {
        var above = new bool[options, options];
        var pairs = new List<RankedPair>();
        foreach (var pair in sorted)
        {
            var closesCycle = above[pair.Loser, pair.Winner];
            pairs.Add(pair with { Locked = !closesCycle });
            if (closesCycle || above[pair.Winner, pair.Loser])
            {
                continue;
            }
            // Whoever is above the winner is now above whoever is below the loser.
            for (var i = 0; i < options; i++)
            {
                if (i != pair.Winner && !above[i, pair.Winner])
                {
                    continue;
                }

                for (var j = 0; j < options; j++)
                {
                    if (j == pair.Loser || above[pair.Loser, j])
                    {
                        above[i, j] = true;
                    }
                }
            }
        }
        return (pairs, above);
    }

    /// <summary>For each option that did not win: do equally strong pairs, ordered in its favour, make it win?</summary>
    private static bool OthersCouldWin(PairwiseMatrix matrix, PairStrength strength, IReadOnlyList<int> winners)
    {
        // Nothing is ever locked above an option that beats everyone.
        if (matrix.CondorcetWinner is not null)
        {
            return false;
        }

        var victories = Victories(matrix).ToList();
        if (victories.Select(pair => Strength(pair, strength)).Distinct().Count() == victories.Count)
        {
            return false;
        }

        return matrix.Standing.Except(winners).Any(favourite =>
        {
            var (_, above) = Lock(matrix.Options, victories
                .OrderByDescending(pair => Strength(pair, strength)).ThenByDescending(pair => pair.Winner == favourite).ThenBy(pair => pair.Loser == favourite));
            return matrix.Standing.All(other => !above[other, favourite]);
        });
    }
}
