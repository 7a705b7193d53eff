using System.Globalization;

namespace Voting.Results.Components;

/// <summary>
/// Which rows of a table a projector shows: all of a short one; of a long one those at the top, the highest first, and the others as one row.
/// The style sheet lays them out by these classes. Pages that scroll show every row.
/// </summary>
internal sealed class ScreenRows
{
    private const int Most = 10;

    private readonly Dictionary<int, int>? _ranks;

    private ScreenRows(Dictionary<int, int>? ranks, int count) => (_ranks, Others) = (ranks, ranks is null ? 0 : count - ranks.Count);

    /// <summary>How many rows stand behind the one for the others; 0 where all are shown.</summary>
    public int Others { get; }

    /// <summary>The class of the table: how many rows share the height.</summary>
    /// <param name="more">Rows that the table always has besides.</param>
    public string TableClass(int rows, int more = 0) => string.Create(CultureInfo.InvariantCulture, $"rows-{(Others > 0 ? Most : rows) + more}");

    /// <summary>The class of the row at <paramref name="index"/>; null where all are shown.</summary>
    public string? ClassOf(int index) => _ranks is null ? null
        : _ranks.TryGetValue(index, out var rank) ? string.Create(CultureInfo.InvariantCulture, $"rank-{rank}") : "rest";

    /// <summary>Whether the row at <paramref name="index"/> is among the others.</summary>
    public bool IsOther(int index) => _ranks is not null && !_ranks.ContainsKey(index);

    /// <summary>Of rows with these amounts, in the order of the table.</summary>
    public static ScreenRows Of(IReadOnlyList<decimal> amounts) => new(
        amounts.Count <= Most
            ? null
            : amounts.Index().OrderByDescending(row => row.Item).ThenBy(row => row.Index).Take(Most - 1).Index().ToDictionary(row => row.Item.Index, row => row.Index + 1),
        amounts.Count);
}
