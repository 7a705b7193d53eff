using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Results;

/// <summary>How counts are written in the ledger: the HTTP shape.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = false, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PollCount))]
public sealed partial class PollCountJson : JsonSerializerContext
{
    /// <summary>The count as JSON.</summary>
    public static string Write(PollCount count) => JsonSerializer.Serialize(count, Default.PollCount);

    /// <summary>The count that <paramref name="json"/> holds.</summary>
    /// <exception cref="JsonException">It is no count.</exception>
    public static PollCount Read(string json)
        => JsonSerializer.Deserialize(json, Default.PollCount) ?? throw new JsonException("A count is an object.");
}
