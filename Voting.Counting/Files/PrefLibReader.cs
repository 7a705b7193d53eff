using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Counting.Files;

/// <summary>
/// Reads the order formats of PrefLib (soc, soi, toc, toi): a head of <c># …</c> lines, then <c>count: 3,{1,2},4</c> with equal options in braces.
/// Source: N. Mattei and T. Walsh, PrefLib: a library for preferences, "data format".
/// </summary>
internal sealed partial class PrefLibReader(LineReader lines, BallotFileOptions options)
{
    private readonly RankingBuilder _ballot = new();
    private readonly RankingBallotsBuilder _ballots = new();
    private readonly Refusals _refusals = new(options.RefuseRows);
    private readonly SortedDictionary<int, string> _names = [];
    private int _count;
    private string _title = "";

    public BallotFile Read()
    {
        while (lines.TryNext(out var line))
        {
            var text = line.Trim();
            if (text.IsEmpty)
            {
                continue;
            }

            if (text[0] == '#')
            {
                ReadHead(text.ToString());
            }
            else if (ReadBallot(text) is { } reason)
            {
                _refusals.Refuse(lines.Number, reason);
            }
        }
        if (_count == 0)
        {
            throw lines.Broken("the head does not say how many alternatives there are (# NUMBER ALTERNATIVES)");
        }

        return new BallotFile
        {
            Format = BallotFormat.PrefLib,
            Title = _title,
            Options = [.. Enumerable.Range(1, _count).Select(number => _names.GetValueOrDefault(number) ?? string.Create(CultureInfo.InvariantCulture, $"Option {number}"))],
            Rankings = _ballots.ToBallots(_count, []),
            Refused = _refusals.Rows,
            RefusedCount = _refusals.Count,
        };
    }

    private void ReadHead(string text)
    {
        if (Name().Match(text) is { Success: true } name)
        {
            if (!int.TryParse(name.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || (_count > 0 && number > _count))
            {
                throw lines.Broken($"a name for alternative {name.Groups["number"].Value} of {_count}");
            }

            _names[number] = name.Groups["name"].Value.Trim();
        }
        else if (Alternatives().Match(text) is { Success: true } match)
        {
            if (!int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out _count) || _count is < 1 or > Ranking.MaxOptions)
            {
                throw lines.Broken($"there must be 1 to {Ranking.MaxOptions} alternatives");
            }
        }
        else if (text.StartsWith("# TITLE:", StringComparison.OrdinalIgnoreCase))
        {
            _title = text["# TITLE:".Length..].Trim();
        }
    }

    /// <returns>Why the line cannot be read, or null.</returns>
    private string? ReadBallot(ReadOnlySpan<char> text)
    {
        if (_count == 0)
        {
            throw lines.Broken("a ballot before the line '# NUMBER ALTERNATIVES'");
        }

        var colon = text.IndexOf(':');
        if (colon < 0 || !long.TryParse(text[..colon].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weight) || weight == 0)
        {
            return $"expected 'count: order', found '{BltReader.Shown(text)}'";
        }

        _ballot.Clear();
        var inGroup = false;
        var first = true;
        foreach (var range in text[(colon + 1)..].Split(','))
        {
            var token = text[(colon + 1)..][range].Trim();
            if (token is "{}" && !inGroup)
            {
                continue;
            }

            if (token.StartsWith('{'))
            {
                if (inGroup)
                {
                    return "a brace within braces";
                }

                (inGroup, first) = (true, true);
                token = token[1..].Trim();
            }
            var closes = token.EndsWith('}');
            if (closes && !inGroup)
            {
                return "a brace is closed that was not opened";
            }

            if (closes)
            {
                token = token[..^1].Trim();
            }

            if (!int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return $"'{BltReader.Shown(token)}' is not an alternative's number";
            }

            if (number < 1 || number > _count)
            {
                return $"alternative {number}, but there are 1 to {_count}";
            }

            if (inGroup && !first)
            {
                _ballot.AddEqual(number - 1);
            }
            else
            {
                _ballot.Add(number - 1);
            }

            first = false;
            inGroup &= !closes;
        }
        if (inGroup)
        {
            return "a brace is not closed";
        }

        if (weight > RankingBallots.MaxTotal - _ballots.Total)
        {
            throw lines.Broken($"more than {RankingBallots.MaxTotal} ballots");
        }

        _ballots.Add(_ballot, weight);
        return null;
    }

    [GeneratedRegex(@"^#\s*ALTERNATIVE NAME\s+(?<number>\d{1,6})\s*:(?<name>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^#\s*NUMBER ALTERNATIVES\s*:\s*(?<number>\d{1,6})\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alternatives();
}
