using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Contracts.Polls;

/// <summary>How definitions are written on the stream, in the outbox and in the ledger: the HTTP shape.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = false, RespectNullableAnnotations = true, Converters = [typeof(PollKindConverter)])]
[JsonSerializable(typeof(PollDefinition))]
public sealed partial class PollJson : JsonSerializerContext
{
    /// <summary>The definition as JSON.</summary>
    public static string Write(PollDefinition poll) => JsonSerializer.Serialize(poll, Default.PollDefinition);

    /// <summary>The definition that <paramref name="json"/> holds.</summary>
    /// <exception cref="JsonException">It is no definition.</exception>
    public static PollDefinition Read(string json)
        => JsonSerializer.Deserialize(json, Default.PollDefinition) ?? throw new JsonException("A definition is an object.");

    /// <summary>The definition that <paramref name="json"/> holds; null where it holds none. It may come from anyone who can write on the stream, so <see cref="PollRules.IsSound"/> has the next word.</summary>
    public static PollDefinition? TryRead(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.PollDefinition);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Kinds in lower case, as in every contract.</summary>
public sealed class PollKindConverter() : JsonStringEnumConverter<PollKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
