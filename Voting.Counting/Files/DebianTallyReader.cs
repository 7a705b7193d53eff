using System.Globalization;
using System.Text.RegularExpressions;

namespace Voting.Counting.Files;

/// <summary>
/// Reads the tally sheet of a Debian vote: <c>V: 1-22</c> gives option 1 the first rank and options 3 and 4 an equal second one; <c>-</c> is not ranked.
/// Only the order of the ranks matters; ranks above 9 are letters. What follows the ranks (names, check sums) is left alone.
/// Source: Debian Vote Engine (devotee), tally sheets on the Debian web pages.
/// </summary>
internal sealed partial class DebianTallyReader(LineReader lines, BallotFileOptions options)
{
    private readonly RankingBuilder _ballot = new();
    private readonly RankingBallotsBuilder _ballots = new();
    private readonly Refusals _refusals = new(options.RefuseRows);
    private readonly SortedDictionary<int, string> _names = [];
    private readonly List<(char Rank, int Option)> _ranks = [];
    private int _width;
    private string? _title;

    public BallotFile Read()
    {
        while (lines.Next() is { } line)
        {
            var text = line.Trim();
            if (text.StartsWith("V:", StringComparison.OrdinalIgnoreCase))
            {
                ReadBallot(text[2..].TrimStart());
            }
            else if (text.StartsWith('#'))
            {
                ReadComment(text[1..].Trim());
            }
            else if (text.Length > 0)
            {
                throw lines.Broken($"expected 'V:' and the ranks of a ballot, found '{BltReader.Shown(text)}'");
            }
        }
        if (_ballots.Total == 0)
        {
            throw lines.Broken("the file has no ballot");
        }

        if (_names.Count > 0 && _names.Keys.Last() > _width)
        {
            throw lines.Broken($"option {_names.Keys.Last()} has a name, but ballots rank {_width} options");
        }

        return new BallotFile
        {
            Format = BallotFormat.DebianTally,
            Title = _title ?? "",
            Options = [.. Enumerable.Range(1, _width).Select(number => _names.GetValueOrDefault(number) ?? string.Create(CultureInfo.InvariantCulture, $"Option {number}"))],
            Rankings = _ballots.ToBallots(_width, []),
            Refused = _refusals.Rows,
            RefusedCount = _refusals.Count,
        };
    }

    private void ReadComment(string text)
    {
        if (OptionName().Match(text) is { Success: true } match)
        {
            if (int.TryParse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Ranking.MaxOptions)
            {
                _names[number] = match.Groups["name"].Value.Trim();
            }
        }
        else
        {
            _title ??= text;
        }
    }

    private void ReadBallot(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        var ranks = end < 0 ? text : text[..end];
        if (_width == 0)
        {
            _width = ranks.Length;
        }

        if (ranks.Length == 0 || ranks.Length != _width)
        {
            _refusals.Refuse(lines.Number, $"the ballot ranks {ranks.Length} options; the first one ranks {_width}");
            return;
        }
        _ranks.Clear();
        for (var option = 0; option < ranks.Length; option++)
        {
            var rank = char.ToUpperInvariant(ranks[option]);
            if (rank == '-')
            {
                continue;
            }

            if (!char.IsAsciiLetterOrDigit(rank))
            {
                _refusals.Refuse(lines.Number, $"'{ranks[option]}' is not a rank");
                return;
            }
            _ranks.Add((rank, option));
        }
        _ranks.Sort();
        _ballot.Clear();
        for (var i = 0; i < _ranks.Count; i++)
        {
            if (i > 0 && _ranks[i].Rank == _ranks[i - 1].Rank)
            {
                _ballot.AddEqual(_ranks[i].Option);
            }
            else
            {
                _ballot.Add(_ranks[i].Option);
            }
        }
        _ballots.Add(_ballot, 1);
    }

    [GeneratedRegex(@"^option\s+(?<number>\d{1,5})\s*:(?<name>.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OptionName();
}
