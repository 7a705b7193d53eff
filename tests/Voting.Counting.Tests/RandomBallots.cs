namespace Voting.Counting.Tests;

/// <summary>Random polls as people fill them in: some ranks skipped, some equal, some named twice, some blank.</summary>
internal static class RandomBallots
{
    public static RankingBallots Rankings(Random random)
    {
        var options = random.Next(2, 9);
        var contents = Enumerable.Range(0, random.Next(1, 13)).Select(_ => new WeightedRanking(Ranking(random, options), random.Next(1, 6)));
        int[] withdrawn = random.Next(10) == 0 && options > 2 ? [random.Next(options)] : [];
        return RankingBallots.Of(options, contents, withdrawn);
    }

    public static Ranking Ranking(Random random, int options)
    {
        var order = Enumerable.Range(0, options).ToArray();
        random.Shuffle(order);
        var builder = new RankingBuilder();
        foreach (var option in order.Take(random.Next(0, options + 1)))
        {
            switch (random.Next(30))
            {
                case 0 or 1 or 2:
                    builder.AddSkipped();
                    builder.Add(option);
                    break;
                case 3:
                    builder.AddOvervote();
                    break;
                case 4 or 5:
                    builder.AddGroup([option, order[random.Next(options)]]);
                    break;
                case 6:
                    builder.Add(order[random.Next(options)]);
                    break;
                default:
                    builder.Add(option);
                    break;
            }
        }
        return builder.ToRanking();
    }

    public static List<int[]> Scores(Random random, int options, int highest) =>
        [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Enumerable.Range(0, options).Select(_ => random.Next(highest + 1)).ToArray())];
}
