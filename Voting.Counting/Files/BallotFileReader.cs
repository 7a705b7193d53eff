using System.Globalization;

namespace Voting.Counting.Files;

/// <summary>
/// Reads ballot files from a text that the caller opened. Reading is streaming: memory grows with the distinct ballots, not with the file.
/// </summary>
public static class BallotFileReader
{
    /// <summary>Reads the whole text.</summary>
    /// <exception cref="BallotFileException">The file is broken; the exception says where and why. Nothing is half read.</exception>
    public static BallotFile Read(TextReader text, BallotFileOptions? options = null)
    {
        options ??= new BallotFileOptions();
        var lines = new LineReader(text);
        return (options.Format ?? Detect(lines)) switch
        {
            BallotFormat.CvrCsv => new CvrCsvReader(lines, options).Read(),
            BallotFormat.DebianTally => new DebianTallyReader(lines, options).Read(),
            BallotFormat.PrefLib => new PrefLibReader(lines, options).Read(),
            BallotFormat.ScoreCsv => new ScoreCsvReader(lines, options).Read(),
            BallotFormat.ApprovalTotals => ApprovalTotalsReader.Read(lines),
            _ => new BltReader(lines, options).Read(),
        };
    }

    /// <summary>Finds the format from the first lines that are not comments.</summary>
    private static BallotFormat Detect(LineReader lines)
    {
        for (var i = 0; i < 10_000 && lines.Peek(i) is { } line; i++)
        {
            var text = line.AsSpan().Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (text[0] == '#')
            {
                if (text.StartsWith("# NUMBER ALTERNATIVES", StringComparison.OrdinalIgnoreCase) || text.StartsWith("# ALTERNATIVE NAME", StringComparison.OrdinalIgnoreCase))
                {
                    return BallotFormat.PrefLib;
                }

                continue;
            }
            if (text[0] == '{' && text.IndexOf("},", StringComparison.Ordinal) < 0)
            {
                return BallotFormat.ApprovalTotals;
            }

            if (text.StartsWith("V:", StringComparison.OrdinalIgnoreCase))
            {
                return BallotFormat.DebianTally;
            }

            var colon = text.IndexOf(':');
            if (colon > 0 && IsNumber(text[..colon]))
            {
                return BallotFormat.PrefLib;
            }

            if (IsBltHeader(text))
            {
                return BallotFormat.Blt;
            }

            if (text.Contains(','))
            {
                return CvrCsvReader.IsHeader(line) ? BallotFormat.CvrCsv : BallotFormat.ScoreCsv;
            }

            return CvrCsvReader.IsHeader(line) ? BallotFormat.CvrCsv : BallotFormat.Blt;
        }
        throw new BallotFileException(0, "the file is empty");
    }

    private static bool IsBltHeader(ReadOnlySpan<char> line)
    {
        // A file with commas at line ends is meant as BLT, and the reader of BLT says best what is wrong with it.
        line = line.TrimEnd(',');
        Span<Range> parts = stackalloc Range[3];
        var count = line.SplitAny(parts, " \t", StringSplitOptions.RemoveEmptyEntries);
        return count >= 2 && IsNumber(line[parts[0]]) && IsNumber(line[parts[1]]);
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
}
