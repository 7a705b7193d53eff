namespace Voting.Counting.Tests.Plain;

/// <summary>Instant-runoff, second implementation: every ballot is read from its first rank again in every round, with the whole rule in one place.</summary>
internal static class PlainRunoff
{
    public sealed record Round(SortedDictionary<int, long> Totals, long Exhausted, List<int> Out);

    public sealed record Result(int? Winner, long NeverCounted, List<Round> Rounds);

    public static Result Count(RankingBallots input, ReadingRules rules, bool batch)
    {
        var ballots = PlainBallot.From(input);
        var gone = new HashSet<int>(input.Withdrawn);
        var rounds = new List<Round>();
        var never = ballots.Where(ballot => !Names(ballot, rules)).Sum(ballot => ballot.Weight);
        var counted = input.Total - never;
        var dead = new HashSet<PlainBallot>(ReferenceEqualityComparer.Instance);
        while (counted > 0)
        {
            var totals = new SortedDictionary<int, long>();
            for (var option = 0; option < input.Options; option++)
            {
                if (!gone.Contains(option))
                {
                    totals[option] = 0;
                }
            }
            foreach (var ballot in ballots.Where(ballot => !dead.Contains(ballot)))
            {
                if (Choice(ballot, rules, gone) is { } option)
                {
                    totals[option] += ballot.Weight;
                }
                else
                {
                    dead.Add(ballot);
                }
            }
            var inPlay = totals.Values.Sum();
            var exhausted = counted - inPlay;
            var winner = totals.Count == 1 ? totals.First().Key : totals.Where(pair => pair.Value * 2 > inPlay).Select(pair => (int?)pair.Key).FirstOrDefault();
            if (winner is not null)
            {
                rounds.Add(new Round(totals, exhausted, []));
                return new Result(winner, never, rounds);
            }
            var leaving = batch ? Batch(totals) : [];
            if (leaving.Count == 0)
            {
                leaving = [Last(totals, rounds)];
            }

            rounds.Add(new Round(totals, exhausted, leaving));
            gone.UnionWith(leaving);
        }
        return new Result(null, never, rounds);
    }

    /// <summary>True when the ballot can count for someone at all, by its marks alone.</summary>
    private static bool Names(PlainBallot ballot, ReadingRules rules) => Walk(ballot, rules).Any();

    private static int? Choice(PlainBallot ballot, ReadingRules rules, HashSet<int> gone)
    {
        foreach (var rank in Walk(ballot, rules))
        {
            var left = rank.Where(option => !gone.Contains(option)).ToArray();
            if (left.Length == 1)
            {
                return left[0];
            }

            if (left.Length > 1)
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>The ranks that can count, until one exhausts the ballot.</summary>
    private static IEnumerable<int[]> Walk(PlainBallot ballot, ReadingRules rules)
    {
        var skipped = 0;
        var seen = new HashSet<int>();
        foreach (var raw in ballot.Ranks)
        {
            var rank = raw?.Distinct().ToArray();
            if (rank is { Length: 0 })
            {
                skipped++;
                continue;
            }
            if (rules.MaxSkippedRanks is { } most && skipped > most)
            {
                yield break;
            }

            skipped = 0;
            if (ReferenceEquals(raw, PlainBallot.Gone))
            {
                continue;
            }

            if (rank is null)
            {
                if (rules.Overvotes == OvervoteRule.Exhaust)
                {
                    yield break;
                }

                continue;
            }
            if (rules.Repeats == RepeatRule.Exhaust && rank.Any(seen.Contains))
            {
                yield break;
            }

            seen.UnionWith(rank);
            if (rank.Length > 1 && rules.Overvotes == OvervoteRule.Exhaust)
            {
                yield break;
            }

            if (rank.Length > 1 && rules.Overvotes == OvervoteRule.PassOver)
            {
                continue;
            }

            yield return rank;
        }
    }

    private static List<int> Batch(SortedDictionary<int, long> totals)
    {
        var order = totals.OrderBy(pair => pair.Value).Select(pair => pair.Key).ToList();
        for (var size = order.Count - 1; size > 0; size--)
        {
            if (order.Take(size).Sum(option => totals[option]) < totals[order[size]])
            {
                return [.. order.Take(size).Order()];
            }
        }
        return [];
    }

    private static int Last(SortedDictionary<int, long> totals, List<Round> rounds)
    {
        var tied = totals.Keys.Where(option => totals[option] == totals.Values.Min()).ToList();
        for (var i = rounds.Count - 1; i >= 0 && tied.Count > 1; i--)
        {
            tied = [.. tied.Where(option => rounds[i].Totals[option] == tied.Min(other => rounds[i].Totals[other]))];
        }
        return tied[0];
    }
}
