using System.Globalization;
using System.Text.Json;

namespace Voting.Counting.Files;

/// <summary>
/// Writes the ballots of a poll to a text that the caller opened. The order is that of the contents, sorted, so that equal polls give equal files and no order of voting is told.
/// </summary>
public static class BallotFileWriter
{
    /// <summary>BLT with <c>-</c>, <c>2=5</c> and <c>-=-</c> where ballots have them. Line ends within names become spaces, double quotes are doubled.</summary>
    public static void WriteBlt(TextWriter text, IReadOnlyList<string> options, int seats, RankingBallots ballots, string title)
    {
        text.Write(string.Create(CultureInfo.InvariantCulture, $"{ballots.Options} {seats}\n"));
        foreach (var option in ballots.Withdrawn)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $"-{option + 1}\n"));
        }

        foreach (var (ranking, weight) in Sorted(ballots))
        {
            var marks = ranking.ToString();
            text.Write(string.Create(CultureInfo.InvariantCulture, $"{weight} {marks}{(marks.Length > 0 ? " " : "")}0\n"));
        }
        text.Write("0\n");
        foreach (var name in options.Append(title))
        {
            text.Write($"\"{OneLine(name).Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
        }
    }

    /// <summary>Cast vote records: a row per distinct ballot with its count and a column per rank. Equal options of a rank are separated by <paramref name="separator"/>.</summary>
    public static void WriteCsv(TextWriter text, IReadOnlyList<string> options, RankingBallots ballots, string separator = "|")
    {
        var contents = Sorted(ballots).Select(content => (Ranks: content.Ranking.Ranks.ToArray(), content.Weight)).ToArray();
        var width = Math.Max(1, contents.Select(content => content.Ranks.Length).DefaultIfEmpty().Max());
        text.Write("count");
        for (var rank = 1; rank <= width; rank++)
        {
            text.Write(string.Create(CultureInfo.InvariantCulture, $",rank{rank}"));
        }

        text.Write('\n');
        foreach (var (ranks, weight) in contents)
        {
            text.Write(weight.ToString(CultureInfo.InvariantCulture));
            for (var rank = 0; rank < width; rank++)
            {
                text.Write(',');
                text.Write(rank >= ranks.Length ? "skipped" : Cell(ranks[rank], options, separator));
            }
            text.Write('\n');
        }
    }

    /// <summary>Scores: names in the header, a row per ballot.</summary>
    public static void WriteScores(TextWriter text, IReadOnlyList<string> options, ScoreBallots ballots)
    {
        text.Write(string.Join(',', options.Select(Quoted)) + "\n");
        foreach (var (scores, weight) in ballots.Contents)
        {
            var row = string.Join(',', scores.Select(score => score?.ToString(CultureInfo.InvariantCulture))) + "\n";
            for (var i = 0L; i < weight; i++)
            {
                text.Write(row);
            }
        }
    }

    /// <summary>JSON: <c>{"title","seats","options","withdrawn","ballots":[{"weight","ranks":[[1],[2,3],[],"overvote"]}]}</c>; options are counted from 1.</summary>
    public static void WriteJson(Utf8JsonWriter json, IReadOnlyList<string> options, int seats, RankingBallots ballots, string title)
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteNumber("seats", seats);
        json.WriteStartArray("options");
        foreach (var option in options)
        {
            json.WriteStringValue(option);
        }

        json.WriteEndArray();
        json.WriteStartArray("withdrawn");
        foreach (var option in ballots.Withdrawn)
        {
            json.WriteNumberValue(option + 1);
        }

        json.WriteEndArray();
        json.WriteStartArray("ballots");
        foreach (var (ranking, weight) in Sorted(ballots))
        {
            json.WriteStartObject();
            json.WriteNumber("weight", weight);
            json.WriteStartArray("ranks");
            foreach (var rank in ranking.Ranks)
            {
                WriteRank(json, rank);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
    }

    private static void WriteRank(Utf8JsonWriter json, Rank rank)
    {
        if (rank.Overvoted)
        {
            json.WriteStringValue("overvote");
            return;
        }
        json.WriteStartArray();
        foreach (var option in rank.Options)
        {
            json.WriteNumberValue(option + 1);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<WeightedRanking> Sorted(RankingBallots ballots) =>
        ballots.Contents.OrderByDescending(content => content.Weight).ThenBy(content => content.Ranking.ToString(), StringComparer.Ordinal);

    private static string Cell(Rank rank, IReadOnlyList<string> options, string separator) => rank switch
    {
        { Overvoted: true } => "overvote",
        { Options.Count: 0 } => "skipped",
        _ => Quoted(string.Join(separator, rank.Options.Select(option => options[option]))),
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();

    private static string Quoted(string text)
    {
        text = OneLine(text);
        return text.AsSpan().ContainsAny(",;\"") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
