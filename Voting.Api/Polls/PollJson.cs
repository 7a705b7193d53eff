using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Api.Polls;

/// <summary>How definitions are written on the stream and in the outbox: the HTTP shape.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = false, Converters = [typeof(PollKindConverter)])]
[JsonSerializable(typeof(PollDefinition))]
internal sealed partial class PollJson : JsonSerializerContext
{
    public static string Write(PollDefinition poll) => JsonSerializer.Serialize(poll, Default.PollDefinition);

    public static PollDefinition Read(string json) => JsonSerializer.Deserialize(json, Default.PollDefinition)!;
}

/// <summary>Kinds in lower case, as everything on the wires is.</summary>
internal sealed class PollKindConverter() : JsonStringEnumConverter<PollKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
