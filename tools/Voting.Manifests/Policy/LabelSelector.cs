using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

internal static class LabelSelector
{
    /// <summary>Whether a label selector chooses labels; an empty selector chooses everything.</summary>
    public static bool Matches(JsonNode? selector, IReadOnlyDictionary<string, string> labels)
        => (selector?["matchLabels"]).Map().All(pair => labels.TryGetValue(pair.Key, out var value) && value.Same(pair.Value))
            && selector.List("matchExpressions").All(expression => Matches(expression, labels));

    private static bool Matches(JsonObject expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.Text("key"));
        var values = (expression["values"] as JsonArray ?? []).Select(item => item!.ToString());
        return expression.Text("operator") switch
        {
            "In" => value is not null && values.Contains(value, StringComparer.Ordinal),
            "NotIn" => value is null || !values.Contains(value, StringComparer.Ordinal),
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            var other => throw new ManifestException($"unknown selector operator '{other}'"),
        };
    }
}
