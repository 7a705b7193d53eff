using System.Globalization;
using System.Text.Json;
using Voting.Counting;

namespace Voting.Count;

/// <summary>Fields of a count in the form of the election pack: options are counted from 1, lists stay in one line.</summary>
internal static class JsonFields
{
    public static void Options(this Utf8JsonWriter json, string name, IEnumerable<int> options)
    {
        json.WriteStartArray(name);
        foreach (var option in options)
        {
            json.WriteNumberValue(option + 1);
        }

        json.WriteEndArray();
    }

    public static void Groups(this Utf8JsonWriter json, string name, IEnumerable<IReadOnlyList<int>> groups)
    {
        json.WriteStartArray(name);
        foreach (var group in groups)
        {
            json.WriteStartArray();
            foreach (var option in group)
            {
                json.WriteNumberValue(option + 1);
            }

            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    public static void Rows(this Utf8JsonWriter json, string name, int count, Func<int, int, long> cell)
    {
        json.WriteStartArray(name);
        for (var row = 0; row < count; row++)
        {
            json.WriteStartArray();
            for (var column = 0; column < count; column++)
            {
                json.WriteNumberValue(row == column ? 0 : cell(row, column));
            }

            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    public static void Votes(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<int, long>> votes, long exhausted = 0)
    {
        json.WriteStartObject(name);
        foreach (var (option, number) in votes)
        {
            json.WriteNumber(Key(option), number);
        }

        if (exhausted > 0)
        {
            json.WriteNumber("exhausted", exhausted);
        }

        json.WriteEndObject();
    }

    public static void Votes(this Utf8JsonWriter json, string name, IReadOnlyList<long> votes) =>
        json.Votes(name, votes.Select((number, option) => KeyValuePair.Create(option, number)));

    public static void Decimals(this Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<int, decimal>> votes, Func<decimal, string> text, decimal exhausted = 0)
    {
        json.WriteStartObject(name);
        foreach (var (option, number) in votes)
        {
            json.WriteString(Key(option), text(number));
        }

        if (exhausted > 0)
        {
            json.WriteString("exhausted", text(exhausted));
        }

        json.WriteEndObject();
    }

    public static void Ties(this Utf8JsonWriter json, IEnumerable<Tie> ties)
    {
        json.WriteStartArray("ties");
        foreach (var tie in ties)
        {
            json.WriteStartObject();
            json.WriteNumber("round", tie.Round);
            json.WriteString("what", Words.About(tie.About));
            json.Options("tied", tie.Tied);
            if (tie.Chosen is { } chosen)
            {
                json.WriteNumber("chosen", chosen + 1);
            }

            json.WriteString("by", Words.By(tie.By));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Key(int option) => (option + 1).ToString(CultureInfo.InvariantCulture);
}
