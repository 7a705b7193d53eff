using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Voting.Manifests.Overlays;

/// <summary>YAML as the JSON data model, which is how Kubernetes reads it.</summary>
internal static class Yaml
{
    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly IDeserializer _deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
    private static readonly ISerializer _serializer = new SerializerBuilder().WithQuotingNecessaryStrings().DisableAliases().Build();

    /// <summary>Every document that is a map, in order.</summary>
    /// <exception cref="ManifestException">The text is not YAML; the message names <paramref name="path"/>.</exception>
    public static JsonObject[] ReadAll(string text, string path)
    {
        try
        {
            var documents = new List<JsonObject>();
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            while (parser.Accept<DocumentStart>(out _))
            {
                if (JsonSerializer.SerializeToNode(_deserializer.Deserialize<object?>(parser)) is JsonObject document)
                {
                    documents.Add(document);
                }
            }

            return [.. documents];
        }
        catch (YamlException e)
        {
            throw new ManifestException($"{path}: {e.Message}");
        }
    }

    // JSON is YAML: read as such, its maps keep their order and its texts stay texts.
    public static string Write(JsonObject document) => _serializer.Serialize(_deserializer.Deserialize<object>(document.ToJsonString(_relaxed))!);
}
