using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Voting.Manifests.Overlays;

/// <summary>YAML as Kubernetes reads it: the JSON data model, so that no patch depends on how a value was written.</summary>
internal static class YamlReader
{
    // YAML 1.1 takes these for booleans and YAML 1.2 for text; Kubernetes' parser is of the first kind.
    private static readonly string[] _ambiguous = ["yes", "no", "on", "off", "y", "n"];

    public static JsonObject[] ReadAll(string text, string path)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ManifestException($"{path}: {e.Message}");
        }

        return [.. stream.Documents.Select(document => ToJson(document.RootNode, path)).OfType<JsonObject>()];
    }

    private static JsonNode? ToJson(YamlNode node, string path) => node switch
    {
        YamlMappingNode mapping => Object(mapping, path),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(child => ToJson(child, path))]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value ?? "", path),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value ?? ""),
        _ => throw new ManifestException($"{path}: {node.NodeType} is not supported"),
    };

    private static JsonObject Object(YamlMappingNode mapping, string path)
    {
        var result = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            result.Add(((YamlScalarNode)key).Value!, ToJson(value, path));
        }

        return result;
    }

    private static JsonValue? Plain(string text, string path)
    {
        if (text is "" or "~" or "null")
            return null;
        if (text is "true" or "false")
            return JsonValue.Create(text is "true");
        if (_ambiguous.Contains(text, StringComparer.OrdinalIgnoreCase))
            throw new ManifestException($"{path}: quote '{text}', which some parsers take for a boolean");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
            return JsonValue.Create(integer);

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
