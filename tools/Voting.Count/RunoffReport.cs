using System.Globalization;
using System.Text.Json;
using Voting.Counting;

namespace Voting.Count;

/// <summary>Instant-runoff as JSON and as text.</summary>
internal static class RunoffReport
{
    public static Counted Counted(Election election, string variant, RunoffResult result) =>
        new("irv", variant, json => Write(json, result), text => Tell(text, election, result));

    private static void Write(Utf8JsonWriter json, RunoffResult result)
    {
        json.Options("winners", result.Winners);
        json.WriteNumber("counted", result.Counted);
        json.WriteNumber("neverCounted", result.NeverCounted);
        json.WriteStartArray("rounds");
        foreach (var round in result.Rounds)
        {
            json.WriteStartObject();
            json.WriteNumber("round", round.Number);
            json.Votes("totals", round.Totals);
            json.WriteNumber("exhausted", round.Exhausted);
            json.Options("elected", round.Elected);
            json.Options("eliminated", round.Eliminated);
            json.Votes("transfers", round.Transfers, round.TransferredExhausted);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Ties(result.Ties);
    }

    private static void Tell(TextWriter text, Election election, RunoffResult result)
    {
        text.WriteLine($"  {ResultSentence.Of(result, election.Names)}");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {result.Counted} ballots count; {result.NeverCounted} are blank or invalid at their first mark"));
        foreach (var round in result.Rounds)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {round.Number}, {round.Exhausted} exhausted"));
            Words.Table(text, election, round.Totals.Select(pair => KeyValuePair.Create(pair.Key, (decimal)pair.Value)));
            if (round.Eliminated.Count > 0)
            {
                text.WriteLine($"    out: {Words.List(election, round.Eliminated)}");
            }
        }
        Words.Ties(text, election, result.Ties);
    }
}
