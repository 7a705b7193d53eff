using System.Text.Json;
using Voting.Contracts.Bundles;

namespace Voting.Count.Verify;

/// <summary>Where two values of JSON differ.</summary>
internal static class JsonDifference
{
    /// <summary>The first place in words; null where they are equal.</summary>
    public static string? Between(JsonElement told, JsonElement recounted, string place)
    {
        if (told.ValueKind == JsonValueKind.Object && recounted.ValueKind == JsonValueKind.Object)
        {
            var names = told.EnumerateObject().Concat(recounted.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);
            return names.Select(name => Members(told, recounted, name, place)).FirstOrDefault(difference => difference is not null);
        }

        if (told.ValueKind == JsonValueKind.Array && recounted.ValueKind == JsonValueKind.Array && told.GetArrayLength() == recounted.GetArrayLength())
        {
            return Enumerable.Range(0, told.GetArrayLength()).Select(item => Between(told[item], recounted[item], $"{place}[{item}]")).FirstOrDefault(difference => difference is not null);
        }

        return CanonicalJson.Of(told).AsSpan().SequenceEqual(CanonicalJson.Of(recounted)) ? null : $"{place}: the bundle says {told.GetRawText()}, the recount says {recounted.GetRawText()}";
    }

    private static string? Members(JsonElement told, JsonElement recounted, string name, string place)
        => (told.TryGetProperty(name, out var left), recounted.TryGetProperty(name, out var right)) switch
        {
            (true, true) => Between(left, right, $"{place}.{name}"),
            (true, false) => $"{place}.{name}: only in the bundle",
            _ => $"{place}.{name}: not in the bundle",
        };
}
