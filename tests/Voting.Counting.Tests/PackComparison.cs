using System.Globalization;
using System.Text.Json;

namespace Voting.Counting.Tests;

/// <summary>
/// Compares a count with the one that the pack expects, number for number: maps with missing entries as 0, winners and finalists as sets, rankings as groups in order, matrices without their diagonal.
/// What the pack does not have is not compared; every count of the pack must be there with what decides it.
/// </summary>
internal sealed class PackComparison
{
    private static readonly string[] Maps = ["votes", "points", "totals", "runoff"];
    private static readonly string[] Sets = ["winners", "smithSet", "finalists"];
    private static readonly string[] Numbers = ["quota", "counted", "neverCounted", "blank", "overvoted", "ballots"];
    private readonly List<string> _differences = [];

    public int Compared { get; private set; }

    public IReadOnlyList<string> Differences => _differences;

    public void Compare(JsonElement want, JsonElement got)
    {
        var found = got.GetProperty("counts").EnumerateArray().ToLookup(Key);
        foreach (var count in want.GetProperty("counts").EnumerateArray())
        {
            var label = Key(count);
            var own = found[label].ToArray();
            if (own.Length == 1)
            {
                CompareCount(label, count, own[0]);
            }
            else
            {
                _differences.Add($"{label}: given {own.Length} times");
            }
        }
    }

    private static string Key(JsonElement count) => $"{count.GetProperty("method").GetString()}/{(count.TryGetProperty("variant", out var variant) ? variant.GetString() : "")}";

    private void CompareCount(string label, JsonElement want, JsonElement got)
    {
        var must = label == "pairwise/" ? "matrix" : "winners";
        if (!got.TryGetProperty(must, out _))
        {
            _differences.Add($"{label}: no {must}");
        }

        foreach (var (name, own) in got.EnumerateObject().Select(field => (field.Name, field.Value)))
        {
            if (!want.TryGetProperty(name, out var expected))
            {
                continue;
            }

            var path = $"{label} {name}";
            if (Sets.Contains(name))
            {
                Set(path, expected, own);
            }
            else if (Maps.Contains(name))
            {
                Map(path, expected, own);
            }
            else if (Numbers.Contains(name))
            {
                Same(path, Number(expected), Number(own));
            }
            else if (name == "rounds")
            {
                Rounds(path, expected, own);
            }
            else if (name == "ranking")
            {
                Same(path, Groups(expected), Groups(own));
            }
            else if (name is "matrix" or "paths")
            {
                Same(path, Rows(expected), Rows(own));
            }
            else if (name is "condorcetWinner" or "decided" or "tieStepsUsed" or "lockedPairs" or "notAnOption")
            {
                Same(path, Compact(expected), Compact(own));
            }
        }
    }

    private void Rounds(string path, JsonElement want, JsonElement got)
    {
        Same($"{path} count", want.GetArrayLength(), got.GetArrayLength());
        foreach (var (expected, own) in want.EnumerateArray().Zip(got.EnumerateArray()))
        {
            var round = $"{path}[{expected.GetProperty("round")}]";
            Same($"{round} number", expected.GetProperty("round").GetInt32(), own.GetProperty("round").GetInt32());
            Map($"{round} totals", expected.GetProperty("totals"), own.GetProperty("totals"));
            Map($"{round} transfers", expected.GetProperty("transfers"), own.GetProperty("transfers"));
            Same($"{round} exhausted", Number(expected.GetProperty("exhausted")), Number(own.GetProperty("exhausted")));
            Set($"{round} elected", expected.GetProperty("elected"), own.GetProperty("elected"));
            Set($"{round} eliminated", expected.GetProperty("eliminated"), own.GetProperty("eliminated"));
            Same($"{round} action", Text(expected, "action"), Text(own, "action"));
            Same($"{round} from", Text(expected, "from"), Text(own, "from"));
            Same($"{round} roundingLoss", Text(expected, "roundingLoss"), Text(own, "roundingLoss"));
        }
    }

    private void Map(string path, JsonElement want, JsonElement got)
    {
        var expected = want.EnumerateObject().ToDictionary(field => field.Name, field => Number(field.Value));
        var own = got.EnumerateObject().ToDictionary(field => field.Name, field => Number(field.Value));
        foreach (var key in expected.Keys.Union(own.Keys))
        {
            Same($"{path}[{key}]", expected.GetValueOrDefault(key), own.GetValueOrDefault(key));
        }
    }

    private void Set(string path, JsonElement want, JsonElement got) => Same(path, Sorted(want), Sorted(got));

    private void Same<T>(string path, T want, T got)
    {
        Compared++;
        if (!EqualityComparer<T>.Default.Equals(want, got))
        {
            _differences.Add($"{path}: expected {want}, got {got}");
        }
    }

    private static string Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) ? Compact(value) : "";

    private static string Compact(JsonElement value) => string.Concat(value.GetRawText().Where(letter => !char.IsWhiteSpace(letter)));

    private static string Sorted(JsonElement list) => string.Join(' ', list.EnumerateArray().Select(item => item.GetInt32()).Order());

    private static string Groups(JsonElement list) => string.Join(" > ", list.EnumerateArray().Select(Sorted));

    private static string Rows(JsonElement rows) => string.Join('\n', rows.EnumerateArray().Select((row, i) =>
        string.Join(' ', row.EnumerateArray().Select((cell, j) => i == j ? "-" : cell.GetInt64().ToString(CultureInfo.InvariantCulture)))));

    private static decimal? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => decimal.Parse(value.GetString()!, CultureInfo.InvariantCulture),
        _ => value.GetDecimal(),
    };
}
