namespace Voting.Counting;

/// <summary>What makes one pairwise victory stronger than another.</summary>
public enum PairStrength
{
    /// <summary>The votes for the winner of the pair.</summary>
    WinningVotes,

    /// <summary>The winner's votes less the loser's.</summary>
    Margins,
}

/// <summary>An order of options in groups; options of one group cannot be told apart by the count.</summary>
internal static class Groups
{
    /// <summary>Takes again and again those that nobody left is above of.</summary>
    public static IReadOnlyList<IReadOnlyList<int>> FromTop(IReadOnlyList<int> options, Func<int, int, bool> above)
    {
        var left = options.ToList();
        var groups = new List<IReadOnlyList<int>>();
        while (left.Count > 0)
        {
            int[] top = [.. left.Where(option => !left.Exists(other => above(other, option)))];
            groups.Add(top);
            left.RemoveAll(top.Contains);
        }
        return groups;
    }
}
