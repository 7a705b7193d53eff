using System.Text;

namespace Voting.Counting.Files;

/// <summary>Rows of a CSV file as RFC 4180 describes them: quotes around a cell, doubled inside, line ends allowed within quotes.</summary>
internal sealed class CsvReader(LineReader lines, char separator)
{
    private readonly StringBuilder _cell = new();
    private readonly List<string> _cells = [];

    // The same names come again and again: one text for each keeps memory constant.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The line where the row that was read last begins.</summary>
    public int Line { get; private set; }

    /// <summary>The cells of the next row that is not empty, or null after the last one; the list is used again.</summary>
    /// <exception cref="BallotFileException">A quote is not closed or something follows it.</exception>
    public IReadOnlyList<string>? Next()
    {
        while (lines.Next() is { } line)
        {
            Line = lines.Number;
            if (line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }

            ReadRow(line);
            return _cells;
        }
        return null;
    }

    public static char SeparatorOf(string header) => header.Contains(',') || !header.Contains(';') ? ',' : ';';

    private void ReadRow(string line)
    {
        _cells.Clear();
        var at = 0;
        while (true)
        {
            _cell.Clear();
            if (at < line.Length && line[at] == '"')
            {
                (line, at) = ReadQuoted(line, at + 1);
            }
            else
            {
                var end = line.IndexOf(separator, at);
                if (end < 0)
                {
                    end = line.Length;
                }

                _cell.Append(line, at, end - at);
                at = end;
            }
            AddCell();
            if (at >= line.Length)
            {
                return;
            }

            if (line[at] != separator)
            {
                throw new BallotFileException(lines.Number, $"'{line[at]}' after a closing quote");
            }

            at++;
        }
    }

    private (string Line, int At) ReadQuoted(string line, int at)
    {
        while (true)
        {
            var quote = line.IndexOf('"', at);
            if (quote < 0)
            {
                _cell.Append(line, at, line.Length - at).Append('\n');
                line = lines.Next() ?? throw new BallotFileException(Line, "a quote is not closed");
                if (_cell.Length > 100_000)
                {
                    throw new BallotFileException(Line, "a quote is not closed");
                }

                at = 0;
                continue;
            }
            _cell.Append(line, at, quote - at);
            if (quote + 1 < line.Length && line[quote + 1] == '"')
            {
                _cell.Append('"');
                at = quote + 2;
                continue;
            }
            return (line, quote + 1);
        }
    }

    private void AddCell()
    {
        var text = _cell.ToString().Trim();
        if (_known.TryGetValue(text, out var known))
        {
            text = known;
        }
        else if (_known.Count < 10_000)
        {
            _known.Add(text);
        }

        _cells.Add(text);
    }
}
