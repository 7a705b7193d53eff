namespace Voting.Counting.Tests.Plain;

/// <summary>Scottish single transferable vote, second implementation: papers with decimal values on piles, one stage after the other as the rules tell it.</summary>
internal static class PlainScottish
{
    private sealed class Paper
    {
        public required int[] Preferences { get; init; }

        public required long Copies { get; init; }

        public decimal Value { get; set; } = 1;
    }

    public sealed record Stage(Dictionary<int, decimal> Totals, List<int> Elected, int? From, decimal Exhausted);

    public static (List<int> Winners, List<Stage> Stages) Count(RankingBallots input, int seats)
    {
        var papers = PlainBallot.From(input).Select(ballot => new Paper { Preferences = ballot.Order(), Copies = ballot.Weight }).Where(paper => paper.Preferences.Length > 0).ToList();
        var valid = papers.Sum(paper => paper.Copies);
        decimal quota = valid / (seats + 1) + 1;
        var continuing = Enumerable.Range(0, input.Options).Except(input.Withdrawn).ToHashSet();
        var piles = continuing.ToDictionary(option => option, _ => new List<Paper>());
        var votes = continuing.ToDictionary(option => option, _ => 0m);
        var winners = new List<int>();
        var surpluses = new List<int>();
        var stages = new List<Stage>();
        var exhausted = 0m;
        if (valid == 0)
        {
            return (winners, stages);
        }

        void Move(Paper paper)
        {
            var to = Array.Find(paper.Preferences, option => continuing.Contains(option) is true);
            if (!paper.Preferences.Any(continuing.Contains))
            {
                exhausted += paper.Copies * paper.Value;
                return;
            }
            piles[to].Add(paper);
            votes[to] += paper.Copies * paper.Value;
        }

        papers.ForEach(Move);
        while (true)
        {
            var elected = continuing.Where(option => votes[option] >= quota).OrderByDescending(option => votes[option]).ThenBy(option => option).ToList();
            foreach (var option in elected)
            {
                continuing.Remove(option);
                if (votes[option] > quota)
                {
                    surpluses.Add(option);
                }
            }
            winners.AddRange(elected);
            if (winners.Count + continuing.Count <= seats)
            {
                var rest = continuing.OrderByDescending(option => votes[option]).ThenBy(option => option).ToList();
                winners.AddRange(rest);
                elected.AddRange(rest);
                continuing.Clear();
            }
            var totals = new Dictionary<int, decimal>(votes);
            if (winners.Count >= seats || continuing.Count == 0)
            {
                stages.Add(new Stage(totals, elected, null, exhausted));
                return (winners, stages);
            }
            var surplus = surpluses.Count > 0;
            var from = surplus ? Pick(surpluses, votes, stages, most: true) : Pick(continuing, votes, stages, most: false);
            stages.Add(new Stage(totals, elected, from, exhausted));
            var pile = piles[from];
            piles[from] = [];
            if (surplus)
            {
                surpluses.Remove(from);
                foreach (var paper in pile)
                {
                    paper.Value = Cut((votes[from] - quota) * paper.Value / votes[from]);
                }

                votes[from] = quota;
            }
            else
            {
                continuing.Remove(from);
                votes.Remove(from);
            }
            pile.ForEach(Move);
        }
    }

    private static decimal Cut(decimal value) => Math.Floor(value * 100_000) / 100_000;

    private static int Pick(IEnumerable<int> among, Dictionary<int, decimal> votes, List<Stage> stages, bool most)
    {
        decimal Sign(decimal number) => most ? -number : number;
        var tied = among.GroupBy(option => Sign(votes[option])).MinBy(group => group.Key)!.ToList();
        foreach (var stage in Enumerable.Reverse(stages))
        {
            tied = [.. tied.GroupBy(option => Sign(stage.Totals[option])).MinBy(group => group.Key)!];
        }
        return tied.Min();
    }
}
