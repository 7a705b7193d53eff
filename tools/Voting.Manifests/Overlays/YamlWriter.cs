using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Voting.Manifests.Overlays;

/// <summary>Writes the JSON data model as YAML that every parser reads the same way: text that could be something else is quoted.</summary>
internal static partial class YamlWriter
{
    private static readonly string[] _reserved = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];

    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IEnumerable<JsonNode> documents)
        => string.Join("---\n", documents.Select(document =>
        {
            var text = new StringBuilder();
            Block(text, document, 0);
            return text.ToString();
        }));

    private static void Block(StringBuilder text, JsonNode? node, int indent)
    {
        if (node is JsonObject map)
        {
            foreach (var (key, value) in map)
            {
                Entry(text.Append(' ', indent).Append(Scalar(key)).Append(':'), value, indent, indent + 2);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Item(text.Append(' ', indent).Append('-'), item, indent);
            }
        }
    }

    private static void Entry(StringBuilder text, JsonNode? value, int indent, int deeper)
    {
        if (value is JsonObject { Count: > 0 })
            Block(text.Append('\n'), value, deeper);
        else if (value is JsonArray { Count: > 0 })
            Block(text.Append('\n'), value, indent);
        else
            Leaf(text.Append(' '), value, deeper);
    }

    // The first line of a nested block stands behind the dash.
    private static void Item(StringBuilder text, JsonNode? item, int indent)
    {
        if (item is not (JsonObject { Count: > 0 } or JsonArray { Count: > 0 }))
        {
            Leaf(text.Append(' '), item, indent + 2);
            return;
        }

        var block = new StringBuilder();
        Block(block, item, indent + 2);
        text.Append(' ').Append(block, indent + 2, block.Length - indent - 2);
    }

    private static void Leaf(StringBuilder text, JsonNode? value, int indent)
    {
        if (value is JsonValue leaf && leaf.TryGetValue(out string? lines) && lines.Contains('\n', StringComparison.Ordinal) && lines.EndsWith('\n'))
        {
            text.Append("|\n");
            foreach (var line in lines[..^1].Split('\n'))
            {
                text.Append(' ', line.Length > 0 ? indent : 0).Append(line).Append('\n');
            }

            return;
        }

        text.Append(value switch
        {
            null => "null",
            JsonObject => "{}",
            JsonArray => "[]",
            _ when value.GetValueKind() is JsonValueKind.String => Scalar(value.GetValue<string>()),
            _ => value.ToJsonString(),
        }).Append('\n');
    }

    private static string Scalar(string value)
        => Plain().IsMatch(value) && !_reserved.Contains(value, StringComparer.OrdinalIgnoreCase)
            ? value
            : JsonSerializer.Serialize(value, _relaxed);

    [GeneratedRegex("^([A-Za-z_/$][A-Za-z0-9_/.$-]*|[0-9]+(m|Mi|Gi|s|k))$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Plain();
}
