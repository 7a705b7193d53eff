using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Worker.Ledger;

/// <summary>As much of a poll's definition as it takes to tell a ballot of this poll from one that cannot be.</summary>
internal sealed partial record PollDefinition(
    string Id, string Question, string Kind, IReadOnlyList<PollDefinition.Option> Options,
    int MinChoices, int MaxChoices, int? MaxScore, bool AllowAbstain, int Version)
{
    public sealed record Option(string Id, string Label);

    /// <exception cref="JsonException">Not JSON, or not of this shape.</exception>
    public static PollDefinition? Parse(string json) => JsonSerializer.Deserialize(json, Json.Default.PollDefinition);

    /// <summary>The door checks ballots; this catches what did not come through the door.</summary>
    public bool Accepts(string content)
    {
        if (content.Length == 0)
        {
            return AllowAbstain;
        }

        var items = content.Split(',');
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var colon = item.IndexOf(':', StringComparison.Ordinal);
            var option = colon < 0 ? item : item[..colon];
            if (!named.Add(option) || !Options.Any(o => o.Id == option) || !ScoreFits(item, colon))
            {
                return false;
            }
        }

        return items.Length >= MinChoices && items.Length <= MaxChoices;
    }

    private bool ScoreFits(string item, int colon)
        => Kind == "score"
            ? colon > 0 && int.TryParse(item.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score <= MaxScore
            : colon < 0;

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = false, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(PollDefinition))]
    private sealed partial class Json : JsonSerializerContext;
}
