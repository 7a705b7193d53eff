using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Voting.Manifests.Overlays;

namespace Voting.Rehearsal.Manifests;

/// <summary>A container's variables as the kubelet makes them: ConfigMaps, then its own, with <c>$(NAME)</c> of what stands before.</summary>
internal static partial class PodEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(
        JsonObject container, Func<string, IReadOnlyDictionary<string, string>> configMap, Func<string, string, string> secret)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var source in container.List("envFrom"))
        {
            foreach (var (name, value) in configMap(source.Child("configMapRef").Text("name")))
            {
                variables[name] = value;
            }
        }

        foreach (var entry in container.List("env"))
        {
            variables[entry.Text("name")] = (entry["valueFrom"] as JsonObject) switch
            {
                { } from when from["secretKeyRef"] is JsonObject key => secret(key.Text("name"), key.Text("key")),
                { } from when from["configMapKeyRef"] is JsonObject key => configMap(key.Text("name"))[key.Text("key")],
                null => Expand(entry.Text("value"), variables),
                { } other => throw new InvalidOperationException($"A variable from {other.ToJsonString()} is not known here."),
            };
        }

        return variables;
    }

    // An unknown name stays as it is, and $$( is a dollar sign before a parenthesis.
    private static string Expand(string value, Dictionary<string, string> variables)
        => Reference().Replace(value, match => match.Value[1] is '$' ? match.Value[1..]
            : variables.TryGetValue(match.Groups["name"].Value, out var known) ? known : match.Value);

    [GeneratedRegex(@"\$\$\([^)]*\)|\$\((?<name>[A-Za-z_][A-Za-z0-9_.-]*)\)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
