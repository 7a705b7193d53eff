using System.Text.Json.Nodes;

namespace Voting.Api.Tests.Contract;

/// <summary>What a client of the old document would miss in the new one.</summary>
internal static class Breaking
{
    // Words for people, which may be improved at any time.
    private static readonly string[] _prose = ["summary", "description", "title", "tags", "info", "operationId"];

    public static IEnumerable<string> Changes(JsonNode? old, JsonNode? @new, string place = "")
    {
        switch (old)
        {
            case JsonObject members:
                return Demanded(members, @new, place).Concat(members
                    .Where(member => !_prose.Contains(member.Key) && member.Key != "required")
                    .SelectMany(member => @new is JsonObject there && there.TryGetPropertyValue(member.Key, out var value)
                        ? Changes(member.Value, value, $"{place}/{member.Key}")
                        : [$"{place}/{member.Key} is gone"]));
            case JsonArray items:
                // Values of an enumeration, alternatives, parameters: each must still be there.
                return items.Where(item => @new is not JsonArray there || !there.Any(other => !Changes(item, other).Any()))
                    .Select(item => $"{place} lacks {item?.ToJsonString()}");
            default:
                return JsonNode.DeepEquals(old, @new) ? [] : [$"{place} was {old?.ToJsonString()}, is {@new?.ToJsonString()}"];
        }
    }

    // What a request may leave out it may go on leaving out; what an answer promises it goes on promising.
    private static IEnumerable<string> Demanded(JsonObject old, JsonNode? @new, string place)
    {
        var (before, after) = (Names(old), Names(@new));
        return IsRequest(place)
            ? after.Except(before).Select(name => $"{place} now demands {name}")
            : before.Except(after).Select(name => $"{place} no longer promises {name}");
    }

    private static bool IsRequest(string place)
        => place.Contains("requestBody", StringComparison.Ordinal) || place.Contains("parameters", StringComparison.Ordinal)
            || place.EndsWith("Request", StringComparison.Ordinal) || place.EndsWith("Draft", StringComparison.Ordinal);

    private static string[] Names(JsonNode? node)
        => node is JsonObject members && members["required"] is JsonArray names ? [.. names.Select(name => (string)name!)] : [];
}
