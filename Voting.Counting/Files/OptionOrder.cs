using System.Globalization;

namespace Voting.Counting.Files;

/// <summary>
/// The numbers of options in a file that does not list them. Files that count like ballots together are sorted: most ballots first, then by the numbers that the writer gave the options.
/// So two neighbours with equal counts tell which of two options has the smaller number. An option that no neighbours place is taken for the last before the write-ins.
/// Where rows are not sorted, options are numbered as they appear.
/// </summary>
internal sealed class OptionOrder
{
    public const int Skipped = -1;
    public const int Overvote = -2;

    private readonly Dictionary<int, SortedSet<int>> _after = [];
    private readonly SortedSet<int> _placed = [];
    private readonly List<int> _previous = [];
    private long _previousCount = -1;

    /// <summary>Takes a row: how many ballots and the mark of each rank.</summary>
    public void Add(long count, IReadOnlyList<int> row)
    {
        if (count == _previousCount && row.Count == _previous.Count)
        {
            for (var i = 0; i < row.Count; i++)
            {
                if (row[i] == _previous[i])
                {
                    continue;
                }

                if (row[i] >= 0 && _previous[i] >= 0)
                {
                    Link(_previous[i], row[i]);
                }

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
        if (Sorted() is not { } sorted)
        {
            return [.. Enumerable.Range(0, names.Count)];
        }

        int[] unplaced = [.. Enumerable.Range(0, names.Count).Except(sorted)];
        var byNumber = Insert(sorted, unplaced, names);
        // Sorted by the text of the names: the writer had no numbers, or they are in this order.
        if (IsSorted(sorted.Select(option => names[option])))
        {
            return byNumber;
        }

        var byText = Insert(InTextOrder(sorted, names.Count, unplaced.Length, sorted.Exists(option => IsWriteIn(names[option]))), unplaced, names);
        return IsWriteIn(names[sorted[^1]]) ? byNumber : byText;
    }

    private static bool IsWriteIn(string name) =>
        name.Contains("write-in", StringComparison.OrdinalIgnoreCase) || name.Contains("write in", StringComparison.OrdinalIgnoreCase);

    private static bool IsSorted(IEnumerable<string> names) => names.Zip(names.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) <= 0);

    private static List<int> Insert(List<int> order, int[] unplaced, IReadOnlyList<string> names)
    {
        var at = order.Count > 0 && IsWriteIn(names[order[^1]]) ? order.Count - 1 : order.Count;
        return [.. order[..at], .. unplaced, .. order[at..]];
    }

    /// <summary>
    /// Writers sort rows as text, so option 10 comes before option 1 when what follows the number sorts behind digits: the k-th option in the rows has the k-th of the numbers so sorted.
    /// Below ten options this changes nothing.
    /// </summary>
    private static List<int> InTextOrder(List<int> sorted, int count, int unplaced, bool writeIns)
    {
        var last = writeIns ? count - 1 : count;
        var free = Enumerable.Range(1, count).Where(number => number <= last - unplaced || number > last);
        return [.. free.OrderBy(number => number.ToString(CultureInfo.InvariantCulture) + "|", StringComparer.Ordinal).Zip(sorted).OrderBy(pair => pair.First).Select(pair => pair.Second)];
    }

    private void Link(int before, int after)
    {
        _placed.Add(before);
        _placed.Add(after);
        if (!_after.TryGetValue(before, out var set))
        {
            _after[before] = set = [];
        }

        set.Add(after);
    }

    /// <summary>The placed options in an order that no pair of neighbours contradicts; null when there is none or nothing was learned. What is left open goes by appearance.</summary>
    private List<int>? Sorted()
    {
        if (_placed.Count == 0)
        {
            return null;
        }

        var waiting = _placed.ToDictionary(option => option, _ => 0);
        foreach (var after in _after.Values.SelectMany(set => set))
        {
            waiting[after]++;
        }

        var free = new SortedSet<int>(_placed.Where(option => waiting[option] == 0));
        var order = new List<int>();
        while (free.Count > 0)
        {
            var option = free.Min;
            free.Remove(option);
            order.Add(option);
            foreach (var after in _after.GetValueOrDefault(option) ?? [])
            {
                if (--waiting[after] == 0)
                {
                    free.Add(after);
                }
            }
        }
        return order.Count == _placed.Count ? order : null;
    }
}
