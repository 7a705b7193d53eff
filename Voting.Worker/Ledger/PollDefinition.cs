using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voting.Worker.Ledger;

/// <summary>A poll's definition as the ledger keeps it: exactly these members, so that whatever else an entry carried never reaches the views.</summary>
internal sealed partial record PollDefinition(
    string Id, string Question, string Kind, IReadOnlyList<PollDefinition.Option> Options,
    int MinChoices, int MaxChoices, int? MaxScore, bool AllowAbstain, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int Version)
{
    private static readonly string[] _kinds = ["single", "multiple", "approval", "ranking", "score"];

    public sealed record Option(string Id, string Label);

    /// <summary>Every member is there and can be stored: PostgreSQL's text has no NUL.</summary>
    [JsonIgnore]
    public bool IsSound => _kinds.Contains(Kind) && Version > 0 && IsText(Question) && Options is { Count: > 0 }
        && Options.All(option => option is not null && IsText(option.Id) && IsText(option.Label))
        && Options.DistinctBy(option => option.Id).Count() == Options.Count;

    /// <summary>The definition; null where it is not JSON, or not of this shape.</summary>
    public static PollDefinition? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Json.Default.PollDefinition);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the ledger stores: these members and no others, with times that every reader can hold.</summary>
    public string ToJson()
        => JsonSerializer.Serialize(this with { OpensAt = Kept(OpensAt), ClosesAt = Kept(ClosesAt) }, Json.Default.PollDefinition);

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

    // The API gives out whole seconds from 2000 to 2100. An entry of an older API, or a forged one, may have others: the time is only
    // shown, the fence is what closes, so a poll with such a time is kept and says none.
    private static DateTimeOffset? Kept(DateTimeOffset? time)
        => time?.ToUniversalTime() is { Year: >= 2000 and <= 2100 } kept ? kept.AddTicks(-(kept.Ticks % TimeSpan.TicksPerSecond)) : null;

    private static bool IsText(string? text) => !string.IsNullOrEmpty(text) && !text.Contains('\0', StringComparison.Ordinal);

    private bool ScoreFits(string item, int colon)
        => Kind == "score"
            ? colon > 0 && int.TryParse(item.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var score) && score <= MaxScore
            : colon < 0;

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = false, RespectNullableAnnotations = true)]
    [JsonSerializable(typeof(PollDefinition))]
    private sealed partial class Json : JsonSerializerContext;
}
