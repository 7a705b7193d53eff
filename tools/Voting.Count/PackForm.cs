using System.Text.Json;

namespace Voting.Count;

/// <summary>A file's counts in the form of the election pack.</summary>
internal static class PackForm
{
    public static void Write(Utf8JsonWriter json, string path, Election election, IEnumerable<Counted> counts)
    {
        json.WriteStartObject();
        json.WriteString("id", election.Id);
        json.WriteString("title", election.File.Title);
        json.WriteString("file", Path.GetFileName(path));
        json.WriteNumber("seats", election.Seats);
        json.WriteStartArray("candidates");
        foreach (var name in election.Names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.Options("withdrawn", election.File.Rankings?.Withdrawn ?? []);
        json.WriteStartArray("counts");
        foreach (var count in counts)
        {
            json.WriteStartObject();
            json.WriteString("method", count.Method);
            if (count.Variant.Length > 0)
            {
                json.WriteString("variant", count.Variant);
            }

            count.Write(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
