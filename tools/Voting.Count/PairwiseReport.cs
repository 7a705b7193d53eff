using System.Globalization;
using Voting.Counting;

namespace Voting.Count;

/// <summary>The pairwise matrix, Schulze, ranked pairs and Borda as JSON and as text.</summary>
internal static class PairwiseReport
{
    public static Counted Matrix(Election election, PairwiseMatrix matrix) => new("pairwise", "",
        json =>
        {
            json.Rows("matrix", matrix.Options, (row, column) => matrix[row, column]);
            if (matrix.CondorcetWinner is { } winner)
            {
                json.WriteNumber("condorcetWinner", winner + 1);
            }
            else
            {
                json.WriteNull("condorcetWinner");
            }

            json.Options("smithSet", matrix.SmithSet());
        },
        text =>
        {
            text.WriteLine(matrix.CondorcetWinner is { } winner
                ? $"  {election.Names[winner]} beats every other option in pairs."
                : $"  Nobody beats every other option in pairs. The Smith set is {Words.List(election, matrix.SmithSet())}.");
            var width = Enumerable.Range(0, matrix.Options * matrix.Options).Max(i => matrix[i / matrix.Options, i % matrix.Options]).ToString(CultureInfo.InvariantCulture).Length;
            foreach (var row in matrix.Standing)
            {
                text.WriteLine($"    {string.Join(' ', matrix.Standing.Select(column => (row == column ? "-" : matrix[row, column].ToString(CultureInfo.InvariantCulture)).PadLeft(width)))}  {election.Names[row]}");
            }
        });

    public static Counted Schulze(Election election, string variant, SchulzeResult result) => new("schulze", variant,
        json =>
        {
            json.Options("winners", result.Winners);
            json.Groups("ranking", result.Ranking);
            json.Rows("paths", result.Paths.Count, (row, column) => result.Paths[row][column]);
        },
        text => Ranking(text, election, result.Winners, result.Ranking));

    public static Counted RankedPairs(Election election, string variant, RankedPairsResult result) => new("ranked-pairs", variant,
        json =>
        {
            json.Options("winners", result.Winners);
            json.Groups("ranking", result.Ranking);
            json.WriteNumber("lockedPairs", result.Pairs.Count(pair => pair.Locked));
            json.Groups("skippedPairs", result.Pairs.Where(pair => !pair.Locked).Select(pair => (int[])[pair.Winner, pair.Loser]));
            json.WriteBoolean("sameWinnerForEveryTieOrderTried", !result.EqualPairsDecide);
        },
        text =>
        {
            Ranking(text, election, result.Winners, result.Ranking);
            foreach (var pair in result.Pairs.Where(pair => !pair.Locked))
            {
                text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    left out: {election.Names[pair.Winner]} over {election.Names[pair.Loser]}, {pair.Votes} to {pair.Against}"));
            }
            if (result.EqualPairsDecide)
            {
                text.WriteLine("    Equally strong pairs decide the winner.");
            }
        });

    public static Counted Borda(Election election, string variant, BordaResult result) => new("borda", variant,
        json =>
        {
            json.Options("winners", result.Winners);
            json.Decimals("points", result.Points, Words.Number);
        },
        text =>
        {
            text.WriteLine($"  {ResultSentence.Of(result.Winners, election.Names)}");
            Words.Table(text, election, result.Points);
        });

    private static void Ranking(TextWriter text, Election election, IReadOnlyList<int> winners, IReadOnlyList<IReadOnlyList<int>> ranking)
    {
        text.WriteLine($"  {ResultSentence.Of(winners, election.Names)}");
        for (var i = 0; i < ranking.Count; i++)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {i + 1,3}. {string.Join(" = ", ranking[i].Select(option => election.Names[option]))}"));
        }
    }
}
