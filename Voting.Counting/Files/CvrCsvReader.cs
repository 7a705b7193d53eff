using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Counting.Files;

/// <summary>
/// Reads cast vote records: a header, then a row per ballot or, with a count column, per group of like ballots; a column per rank with the name of the option,
/// a word for a skipped rank or a word for an overvote. Other columns are left alone. Names are numbered by <see cref="OptionOrder"/> unless the caller lists them.
/// </summary>
internal sealed partial class CvrCsvReader(LineReader lines, BallotFileOptions options)
{
    private readonly RankingBuilder _ballot = new();
    private readonly RankingBallotsBuilder _ballots = new();
    private readonly Refusals _refusals = new(options.RefuseRows);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly OptionOrder _order = new();
    private readonly List<int> _tokens = [];
    private readonly List<int> _group = [];

    /// <summary>True when some column is named like a rank.</summary>
    internal static bool IsHeader(string line) =>
        new CsvReader(new LineReader(new StringReader(line)), CsvReader.SeparatorOf(line)).Next() is { } cells && cells.Any(cell => RankColumn().IsMatch(cell));

    public BallotFile Read()
    {
        var csv = new CsvReader(lines, CsvReader.SeparatorOf(lines.Peek(0) ?? ""));
        var header = csv.Next() ?? throw lines.Broken("the file is empty");
        var ranks = RankColumns(header);
        var countColumn = CountColumn(header);
        var width = header.Count;
        foreach (var name in options.OptionNames ?? [])
        {
            _numbers.Add(name, _numbers.Count);
        }

        while (csv.Next() is { } row)
        {
            if (row.Count != width)
            {
                _refusals.Refuse(csv.Line, $"{row.Count} cells, but the header has {width}");
            }
            else if (ReadRow(row, ranks, countColumn, out var count) is { } reason)
            {
                _refusals.Refuse(csv.Line, reason);
            }
            else if (count > RankingBallots.MaxTotal - _ballots.Total)
            {
                throw new BallotFileException(csv.Line, $"more than {RankingBallots.MaxTotal} ballots");
            }
            else if (count > 0)
            {
                _ballots.Add(_ballot, count);
                _order.Add(count, _tokens);
            }
        }
        return Finished();
    }

    private BallotFile Finished()
    {
        if (_numbers.Count == 0)
        {
            throw lines.Broken("no ballot names an option");
        }

        string[] names = [.. _numbers.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        var ballots = _ballots.ToBallots(names.Length, []);
        if (options.OptionNames is null)
        {
            var order = _order.Find(names);
            ballots = Renumbered(ballots, order);
            names = [.. order.Select(option => names[option])];
        }
        return new BallotFile { Format = BallotFormat.CvrCsv, Options = names, Rankings = ballots, Refused = _refusals.Rows, RefusedCount = _refusals.Count };
    }

    private static RankingBallots Renumbered(RankingBallots ballots, IReadOnlyList<int> order)
    {
        var numbers = new short[order.Count];
        for (var i = 0; i < order.Count; i++)
        {
            numbers[order[i]] = (short)i;
        }

        return RankingBallots.Of(ballots.Options, ballots.Contents.Select(content =>
        {
            var marks = content.Ranking.Marks.ToArray();
            foreach (ref var mark in marks.AsSpan())
            {
                if (mark >= 0)
                {
                    mark = (short)(numbers[mark & ~Ranking.EqualFlag] + (mark & Ranking.EqualFlag));
                }
            }
            return content with { Ranking = new Ranking(marks) };
        }));
    }

    private int[] RankColumns(IReadOnlyList<string> header)
    {
        if (options.RankColumns is { } named)
        {
            return [.. named.Select(name => IndexOf(header, name) is var at and >= 0 ? at : throw lines.Broken($"there is no column '{name}'"))];
        }
        int[] found = [.. header.Select((name, column) => (Match: RankColumn().Match(name), column)).Where(item => item.Match.Success)
            .OrderBy(item => long.Parse(item.Match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)).Select(item => item.column)];
        return found.Length > 0 ? found : throw lines.Broken("no column is named like a rank (rank1, choice 2, 3rd choice); name the columns");
    }

    private int CountColumn(IReadOnlyList<string> header)
    {
        if (options.CountColumn is not { } name)
        {
            return IndexOf(header, "count");
        }

        return IndexOf(header, name) is var at and >= 0 ? at : throw lines.Broken($"there is no column '{name}'");
    }

    private static int IndexOf(IReadOnlyList<string> header, string name)
    {
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }
        return -1;
    }

    /// <returns>Why the row cannot be read, or null.</returns>
    private string? ReadRow(IReadOnlyList<string> row, int[] ranks, int countColumn, out long count)
    {
        count = 1;
        if (countColumn >= 0 && !long.TryParse(row[countColumn], NumberStyles.None, CultureInfo.InvariantCulture, out count))
        {
            return $"'{BltReader.Shown(row[countColumn])}' is not a number of ballots";
        }

        _ballot.Clear();
        _tokens.Clear();
        foreach (var column in ranks)
        {
            var cell = row[column];
            if (cell.Length == 0 || Contains(options.SkippedWords, cell))
            {
                _ballot.AddSkipped();
                _tokens.Add(OptionOrder.Skipped);
            }
            else if (Contains(options.OvervoteWords, cell))
            {
                _ballot.AddOvervote();
                _tokens.Add(OptionOrder.Overvote);
            }
            else if (ReadMarks(cell) is { } reason)
            {
                return reason;
            }
        }
        return null;
    }

    private string? ReadMarks(string cell)
    {
        _group.Clear();
        var names = options.MarkSeparator is { Length: > 0 } between ? cell.Split(between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [cell];
        foreach (var name in names)
        {
            if (!_numbers.TryGetValue(name, out var option))
            {
                if (options.OptionNames is not null)
                {
                    return $"'{BltReader.Shown(name)}' is not an option of this poll";
                }

                if (_numbers.Count == Ranking.MaxOptions)
                {
                    return $"more than {Ranking.MaxOptions} different names";
                }

                _numbers.Add(name, option = _numbers.Count);
            }
            _group.Add(option);
        }
        foreach (var option in _group.Take(1))
        {
            _tokens.Add(option);
        }

        _ballot.AddGroup([.. _group]);
        return null;
    }

    private static bool Contains(IReadOnlyList<string> words, string cell) => words.Any(word => word.Equals(cell, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"^\s*(?:(?:rank|choice|preference|pref)[\s_.#-]*(?<n>\d{1,4})|(?<n>\d{1,4})(?:st|nd|rd|th)\s+(?:rank|choice|preference))\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RankColumn();
}
