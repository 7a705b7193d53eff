using System.Globalization;
using System.Text.Json;
using Voting.Counting;

namespace Voting.Count;

/// <summary>A single transferable vote as JSON and as text.</summary>
internal static class StvReport
{
    public static Counted Counted(Election election, string method, StvResult result, int places) =>
        new(method, "", json => Write(json, election, result, places), text => Tell(text, election, result));

    private static void Write(Utf8JsonWriter json, Election election, StvResult result, int places)
    {
        string Text(decimal votes) => votes.ToString("F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        json.WriteNumber("seats", election.Seats);
        json.WriteString("quota", Text(result.Quota));
        json.WriteNumber("counted", result.Counted);
        json.Options("winners", result.Winners);
        json.WriteStartArray("rounds");
        foreach (var round in result.Rounds)
        {
            json.WriteStartObject();
            json.WriteNumber("round", round.Number);
            json.Decimals("totals", round.Totals, Text);
            json.WriteString("exhausted", Text(round.Exhausted));
            json.Options("elected", round.Elected);
            json.Options("eliminated", round is { Action: StvAction.Exclude, From: { } excluded } ? [excluded] : []);
            json.Decimals("transfers", round.Transfers, Text, round.TransferredExhausted);
            if (round.From is { } from)
            {
                json.WriteString("action", round.Action == StvAction.Surplus ? "surplus" : "exclude");
                json.Options("from", [from]);
            }
            json.WriteString("roundingLoss", Text(round.RoundingLoss));
            if (round.FilledLastSeats.Count > 0)
            {
                json.Options("filledLastVacancies", round.FilledLastSeats);
            }

            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Ties(result.Ties);
    }

    private static void Tell(TextWriter text, Election election, StvResult result)
    {
        text.WriteLine($"  {ResultSentence.Of(result, election.Seats, election.Names)}");
        text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {result.Counted} ballots count; {result.NeverCounted} are blank or invalid at their first mark"));
        foreach (var round in result.Rounds)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  round {round.Number}, {Words.Number(round.Exhausted)} exhausted, {Words.Number(round.RoundingLoss)} lost by rounding"));
            Words.Table(text, election, round.Totals);
            if (round.Elected.Count > 0)
            {
                text.WriteLine($"    elected: {Words.List(election, round.Elected)}");
            }

            if (round.From is { } from)
            {
                text.WriteLine($"    {(round.Action == StvAction.Surplus ? "surplus of" : "out:")} {election.Names[from]}");
            }
        }
        Words.Ties(text, election, result.Ties);
    }
}
