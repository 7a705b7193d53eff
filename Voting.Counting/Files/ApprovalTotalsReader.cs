using System.Text;
using System.Text.Json;

namespace Voting.Counting.Files;

/// <summary>
/// Reads approval totals: <c>{ "ballots": 100, "approvals": { "Anna": 60 } }</c>; <c>ballots</c> may be null, <c>seats</c> and <c>title</c> may be there.
/// </summary>
internal static class ApprovalTotalsReader
{
    private const int MaxLength = 10_000_000;

    public static BallotFile Read(LineReader lines)
    {
        var text = new StringBuilder();
        while (lines.Next() is { } line)
        {
            text.Append(line).Append('\n');
            if (text.Length > MaxLength)
            {
                throw lines.Broken($"the file is longer than {MaxLength} characters");
            }
        }
        try
        {
            using var document = JsonDocument.Parse(text.ToString());
            return Read(document.RootElement);
        }
        catch (JsonException broken)
        {
            throw new BallotFileException((int)(broken.LineNumber ?? -1) + 1, $"not JSON: {broken.Message.Split(" LineNumber", 2)[0]}");
        }
    }

    private static BallotFile Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("approvals", out var approvals) || approvals.ValueKind != JsonValueKind.Object)
        {
            throw new BallotFileException(0, "expected an object with \"approvals\"");
        }
        var names = new List<string>();
        var votes = new List<long>();
        foreach (var option in approvals.EnumerateObject())
        {
            names.Add(option.Name);
            votes.Add(Number(option.Value, option.Name));
        }
        if (names.Count == 0)
        {
            throw new BallotFileException(0, "\"approvals\" names no option");
        }

        long? ballots = root.TryGetProperty("ballots", out var total) && total.ValueKind != JsonValueKind.Null ? Number(total, "ballots") : null;
        int? seats = root.TryGetProperty("seats", out var wanted) && wanted.ValueKind != JsonValueKind.Null ? (int)Math.Clamp(Number(wanted, "seats"), 1, names.Count) : null;
        for (var i = 0; i < votes.Count; i++)
        {
            if (votes[i] > ballots)
            {
                throw new BallotFileException(0, $"\"{names[i]}\" has {votes[i]} approvals on {ballots} ballots");
            }
        }
        return new BallotFile
        {
            Format = BallotFormat.ApprovalTotals,
            Title = root.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String ? title.GetString()! : "",
            Options = names,
            Seats = seats,
            Choices = new ChoiceBallots(votes, ballots),
        };
    }

    private static long Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 0 and <= RankingBallots.MaxTotal
            ? number
            : throw new BallotFileException(0, $"\"{name}\" is not a number of ballots");
}
