using System.Numerics;

namespace Voting.Counting.Tests.Plain;

/// <summary>Meek's method, second implementation: the reference rule in its own steps with big integers of nine decimals.</summary>
internal static class PlainMeek
{
    private static readonly BigInteger One = 1_000_000_000;

    public static (List<int> Winners, List<int> Defeated) Count(RankingBallots input, int seats)
    {
        var ballots = PlainBallot.From(input).Select(ballot => (Order: ballot.Order(), ballot.Weight)).Where(ballot => ballot.Order.Length > 0).ToList();
        var keep = Enumerable.Range(0, input.Options).Except(input.Withdrawn).ToDictionary(option => option, _ => One);
        var elected = new List<int>();
        var defeated = new List<int>();
        if (ballots.Count == 0)
        {
            return (elected, defeated);
        }

        while (true)
        {
            var hopeful = keep.Keys.Except(elected).Except(defeated).Order().ToList();
            if (elected.Count >= seats)
            {
                return (elected, defeated);
            }

            var last = One * input.Total;
            var surplus = BigInteger.Zero;
            Dictionary<int, BigInteger> votes;
            var someone = false;
            while (true)
            {
                votes = Distribute(ballots, keep);
                var quota = Sum(votes.Values) / (seats + 1) + 1;
                var winners = hopeful.Where(option => votes[option] >= quota).OrderByDescending(option => votes[option]).ThenBy(option => option).ToList();
                elected.AddRange(winners);
                surplus = BigInteger.Max(0, Sum(elected.Select(option => votes[option] - quota)));
                someone = winners.Count > 0;
                if (someone || surplus < 1000 || surplus >= last)
                {
                    break;
                }

                last = surplus;
                foreach (var option in elected)
                {
                    keep[option] = Up(Up(keep[option] * quota, One) * One, votes[option]);
                }
            }
            hopeful = [.. hopeful.Except(elected)];
            if (elected.Count < seats && elected.Count + hopeful.Count <= seats)
            {
                elected.AddRange(hopeful.OrderByDescending(option => votes[option]).ThenBy(option => option));
                return (elected, defeated);
            }
            if (someone)
            {
                continue;
            }

            var lowest = hopeful.Select(option => votes[option]).Min();
            var loser = hopeful.First(option => votes[option] <= lowest + surplus);
            defeated.Add(loser);
            keep[loser] = 0;
        }
    }

    private static Dictionary<int, BigInteger> Distribute(List<(int[] Order, long Weight)> ballots, Dictionary<int, BigInteger> keep)
    {
        var votes = keep.Keys.ToDictionary(option => option, _ => BigInteger.Zero);
        foreach (var (order, copies) in ballots)
        {
            var weight = One;
            foreach (var option in order)
            {
                var part = Up(weight * keep[option], One);
                votes[option] += part * copies;
                weight -= part;
            }
        }
        return votes;
    }

    private static BigInteger Up(BigInteger dividend, BigInteger divisor) => (dividend + divisor - 1) / divisor;

    private static BigInteger Sum(IEnumerable<BigInteger> numbers) => numbers.Aggregate(BigInteger.Zero, (sum, number) => sum + number);
}
