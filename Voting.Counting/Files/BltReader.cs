using System.Globalization;

namespace Voting.Counting.Files;

/// <summary>
/// Reads BLT: options and seats; lines like <c>-3</c> for options that withdrew; then <c>weight preferences 0</c> per ballot; a line <c>0</c>; names; title.
/// Sources: B. A. Wichmann, The BLT file format (Voting matters); OpaVote's description of it; S. Checkoway's elections for <c>-</c>, <c>2=5</c> and <c>-=-</c>.
/// Names may lack quotes, carry doubled or stray ones, or be written as <c># ALTERNATIVE NAME 3: …</c>; the title and the last line end may be missing.
/// </summary>
internal sealed class BltReader(LineReader lines, BallotFileOptions options)
{
    private readonly RankingBuilder _ballot = new();
    private readonly RankingBallotsBuilder _ballots = new();
    private readonly Refusals _refusals = new(options.RefuseRows);
    private readonly List<int> _withdrawn = [];
    private int _count;

    public BallotFile Read()
    {
        var seats = ReadHeader();
        ReadBallots();
        var (names, title) = new BltNames(lines, _count).Read();
        return new BallotFile
        {
            Format = BallotFormat.Blt,
            Title = title,
            Options = names,
            Seats = seats,
            Rankings = _ballots.ToBallots(_count, _withdrawn),
            Refused = _refusals.Rows,
            RefusedCount = _refusals.Count,
        };
    }

    private int ReadHeader()
    {
        while (lines.TryNext(out var line))
        {
            var text = line.Trim();
            if (text.IsEmpty || text[0] == '#')
            {
                continue;
            }

            Span<Range> parts = stackalloc Range[4];
            text = WithoutComment(text);
            if (text.SplitAny(parts, " \t", StringSplitOptions.RemoveEmptyEntries) != 2
                || !TryNumber(text[parts[0]], out var count) || !TryNumber(text[parts[1]], out var seats))
            {
                throw lines.Broken($"expected the number of options and the number of seats, found '{Shown(line)}'");
            }
            if (count is < 1 or > Ranking.MaxOptions)
            {
                throw lines.Broken($"{count} options; there must be 1 to {Ranking.MaxOptions}");
            }

            if (seats is < 1 || seats > Ranking.MaxOptions)
            {
                throw lines.Broken($"{seats} seats; there must be 1 to {Ranking.MaxOptions}");
            }

            _count = (int)count;
            return (int)seats;
        }
        throw lines.Broken("the file ends before its first line with options and seats");
    }

    private void ReadBallots()
    {
        while (lines.TryNext(out var line))
        {
            var text = WithoutComment(line.Trim());
            if (text.IsEmpty)
            {
                continue;
            }

            if (text is "0")
            {
                return;
            }

            if (text[0] == '-')
            {
                ReadWithdrawn(text);
            }
            else if (ReadBallot(text, out var weight) is { } reason)
            {
                _refusals.Refuse(lines.Number, reason);
            }
            else if (weight > 0)
            {
                AddBallot(weight);
            }
        }
        throw lines.Broken("the file ends before the line '0' that ends the ballots");
    }

    private void AddBallot(long weight)
    {
        if (weight > RankingBallots.MaxTotal - _ballots.Total)
        {
            throw lines.Broken($"more than {RankingBallots.MaxTotal} ballots");
        }

        _ballots.Add(_ballot, weight);
    }

    private void ReadWithdrawn(ReadOnlySpan<char> text)
    {
        if (_ballots.Distinct > 0)
        {
            throw lines.Broken($"'{Shown(text)}': options withdraw before the first ballot");
        }

        foreach (var range in text.SplitAny(" \t"))
        {
            var token = text[range];
            if (token.IsEmpty)
            {
                continue;
            }

            if (token[0] != '-' || !TryNumber(token[1..], out var option) || option < 1 || option > _count)
            {
                throw lines.Broken($"'{Shown(token)}' is not an option that withdrew; expected -1 to -{_count}");
            }

            _withdrawn.Add((int)option - 1);
        }
    }

    /// <returns>Why the ballot cannot be read, or null.</returns>
    private string? ReadBallot(ReadOnlySpan<char> text, out long weight)
    {
        _ballot.Clear();
        weight = -1;
        var ended = false;
        // Some programs put an identifier in parentheses before the weight.
        if (text[0] == '(' && text.IndexOf(')') is var close and > 0)
        {
            text = text[(close + 1)..];
        }

        foreach (var range in text.SplitAny(" \t"))
        {
            var token = text[range];
            if (token.IsEmpty)
            {
                continue;
            }

            if (ended)
            {
                return $"'{Shown(token)}' after the 0 that ends the ballot";
            }

            if (weight < 0)
            {
                if (!TryNumber(token, out weight))
                {
                    return $"expected how many ballots are alike as a whole number, found '{Shown(token)}'";
                }
            }
            else if (token is "0")
            {
                ended = true;
            }
            else if (ReadRank(token) is { } reason)
            {
                return reason;
            }
        }
        return ended ? null : "the ballot does not end with 0";
    }

    private string? ReadRank(ReadOnlySpan<char> token)
    {
        if (token is "-")
        {
            _ballot.AddSkipped();
            return null;
        }
        if (token.Contains('='))
        {
            // A rank of which a mark is not recorded is an overvote as a whole.
            if (token.StartsWith("-=", StringComparison.Ordinal) || token.EndsWith("=-", StringComparison.Ordinal) || token.Contains("=-=", StringComparison.Ordinal))
            {
                foreach (var range in token.Split('='))
                {
                    if (token[range] is not "-" && Option(token[range], out _) is { } reason)
                    {
                        return reason;
                    }
                }
                _ballot.AddOvervote();
                return null;
            }
            var first = true;
            foreach (var range in token.Split('='))
            {
                if (Option(token[range], out var equal) is { } reason)
                {
                    return reason;
                }

                if (first)
                {
                    _ballot.Add(equal);
                }
                else
                {
                    _ballot.AddEqual(equal);
                }

                first = false;
            }
            return null;
        }
        if (Option(token, out var option) is { } broken)
        {
            return broken;
        }

        _ballot.Add(option);
        return null;
    }

    private string? Option(ReadOnlySpan<char> token, out int option)
    {
        option = -1;
        if (!TryNumber(token, out var number))
        {
            return $"'{Shown(token)}' is not an option's number";
        }

        if (number < 1 || number > _count)
        {
            return $"option {number}, but there are options 1 to {_count}";
        }

        option = (int)number - 1;
        return null;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static ReadOnlySpan<char> WithoutComment(ReadOnlySpan<char> text) => text.IndexOf('#') is var at and >= 0 ? text[..at].TrimEnd() : text;

    internal static string Shown(ReadOnlySpan<char> text) => text.Length > 40 ? $"{text[..40]}…" : text.ToString();
}
