using System.Globalization;

namespace Voting.Counting.Files;

/// <summary>
/// The numbers of options in a file that does not list them. Files that count like ballots together are sorted: most ballots first, then by the numbers that the writer gave the options.
/// So two neighbours with equal counts tell which of two options has the smaller number. Where rows are not sorted, options are numbered as they appear.
/// </summary>
internal sealed class OptionOrder
{
    public const int Skipped = -1;
    public const int Overvote = -2;

    private readonly Dictionary<int, HashSet<int>> _after = [];
    private readonly List<int> _previous = [];
    private long _previousCount = -1;

    /// <summary>Takes a row: how many ballots and the mark of each rank.</summary>
    public void Add(long count, IReadOnlyList<int> row)
    {
        if (count == _previousCount && row.Count == _previous.Count)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (row[i] == _previous[i]) continue;
                if (row[i] >= 0 && _previous[i] >= 0) Link(_previous[i], row[i]);
                break;
            }
        }
        _previousCount = count;
        _previous.Clear();
        _previous.AddRange(row);
    }

    /// <summary>The options in the order of their numbers. <paramref name="names"/> are in the order of appearance.</summary>
    public IReadOnlyList<int> Find(IReadOnlyList<string> names)
    {
        int[] appeared = [.. Enumerable.Range(0, names.Count)];
        if (Sorted(names.Count) is not { } sorted) return appeared;
        // Sorted by their text: that says nothing about numbers, and the order of the text is as good as any.
        if (IsSorted(sorted.Select(option => names[option]))) return sorted;
        var asText = ByText(sorted);
        return WritesIn(names)(sorted[^1]) && !WritesIn(names)(asText[^1]) ? sorted : asText;
    }

    private static Func<int, bool> WritesIn(IReadOnlyList<string> names) => option =>
        names[option].Contains("write-in", StringComparison.OrdinalIgnoreCase) || names[option].Contains("write in", StringComparison.OrdinalIgnoreCase);

    private static bool IsSorted(IEnumerable<string> names)
    {
        string? previous = null;
        foreach (var name in names)
        {
            if (previous is not null && string.CompareOrdinal(previous, name) > 0) return false;
            previous = name;
        }
        return true;
    }

    /// <summary>
    /// Writers sort rows as text, so option 10 comes before option 1 when something follows the number that sorts behind digits: the k-th in the rows is the k-th of the numbers so sorted.
    /// Below ten options this changes nothing.
    /// </summary>
    private static int[] ByText(List<int> sorted)
    {
        var numbers = Enumerable.Range(1, sorted.Count).OrderBy(number => number.ToString(CultureInfo.InvariantCulture) + "|", StringComparer.Ordinal).ToArray();
        var order = new int[sorted.Count];
        for (var i = 0; i < numbers.Length; i++) order[numbers[i] - 1] = sorted[i];
        return order;
    }

    private void Link(int before, int after)
    {
        if (!_after.TryGetValue(before, out var set)) _after[before] = set = [];
        set.Add(after);
    }

    /// <summary>An order that no pair of neighbours contradicts; null when there is none or nothing was learned. What is left open goes by appearance.</summary>
    private List<int>? Sorted(int count)
    {
        if (_after.Count == 0) return null;
        var waiting = new int[count];
        foreach (var after in _after.Values.SelectMany(set => set)) waiting[after]++;
        var free = new SortedSet<int>(Enumerable.Range(0, count).Where(option => waiting[option] == 0));
        var order = new List<int>();
        while (free.Count > 0)
        {
            var option = free.Min;
            free.Remove(option);
            order.Add(option);
            foreach (var after in _after.GetValueOrDefault(option) ?? [])
            {
                if (--waiting[after] == 0) free.Add(after);
            }
        }
        return order.Count == count ? order : null;
    }
}
