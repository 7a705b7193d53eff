using System.Globalization;

namespace Voting.Counting.Files;

/// <summary>Reads scores: a header with the names of the options, then a ballot per row. An empty cell is a missing score.</summary>
internal sealed class ScoreCsvReader(LineReader lines, BallotFileOptions options)
{
    private readonly Refusals _refusals = new(options.RefuseRows);
    private readonly Dictionary<string, (int?[] Scores, long Weight)> _ballots = new(StringComparer.Ordinal);

    public BallotFile Read()
    {
        var csv = new CsvReader(lines, CsvReader.SeparatorOf(lines.Peek(0) ?? ""));
        string[] names = [.. csv.Next() ?? throw lines.Broken("the file is empty")];
        if (names.Length > Ranking.MaxOptions)
        {
            throw lines.Broken($"{names.Length} options; there must be 1 to {Ranking.MaxOptions}");
        }

        if (Array.Exists(names, name => name.Length == 0))
        {
            throw lines.Broken("the header has an option without a name");
        }

        while (csv.Next() is { } row)
        {
            if (row.Count != names.Length)
            {
                _refusals.Refuse(csv.Line, $"{row.Count} scores for {names.Length} options");
            }
            else if (ReadRow(row) is { } reason)
            {
                _refusals.Refuse(csv.Line, reason);
            }
        }
        return new BallotFile
        {
            Format = BallotFormat.ScoreCsv,
            Options = names,
            Scores = ScoreBallots.Of(names.Length, options.LowestScore, options.HighestScore, _ballots.Values.Select(ballot => new WeightedScores(ballot.Scores, ballot.Weight))),
            Refused = _refusals.Rows,
            RefusedCount = _refusals.Count,
        };
    }

    /// <returns>Why the row cannot be read, or null.</returns>
    private string? ReadRow(IReadOnlyList<string> row)
    {
        var key = string.Join(',', row);
        if (_ballots.TryGetValue(key, out var known))
        {
            _ballots[key] = known with { Weight = known.Weight + 1 };
            return null;
        }
        var scores = new int?[row.Count];
        for (var option = 0; option < scores.Length; option++)
        {
            if (row[option].Length == 0)
            {
                continue;
            }

            if (!int.TryParse(row[option], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var score))
            {
                return $"'{BltReader.Shown(row[option])}' is not a score";
            }

            if (score < options.LowestScore || score > options.HighestScore)
            {
                return $"score {score} is outside {options.LowestScore} to {options.HighestScore}";
            }

            scores[option] = score;
        }
        _ballots.Add(key, (scores, 1));
        return null;
    }
}
