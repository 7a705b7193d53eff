using System.Text.Json;

namespace Voting.Worker.Tests.Stores;

/// <summary>Poll definitions as the API publishes them.</summary>
internal static class Definitions
{
    public static string Json(
        string poll, string kind = "single", int min = 1, int max = 1, int? maxScore = null, bool abstain = false, int version = 1)
        => Json(poll, kind, ["cats", "dogs", "eels"], ["Cats", "Dogs", "Eels"], min, max, maxScore, abstain, version);

    /// <summary>A poll of as many options as asked for, each with an id of 40 characters, as an organiser's program may make them up.</summary>
    public static string Large(string poll, string kind, string[] options, int? maxScore = null, int labels = 100)
        => Json(poll, kind, options, [.. options.Select(_ => new string('<', labels))], 1, kind == "single" ? 1 : options.Length, maxScore, false, 1);

    /// <summary>Ids of 40 characters that do not compress.</summary>
    public static string[] LongIds(int count, int seed = 1)
    {
        const string Characters = "abcdefghijklmnopqrstuvwxyz0123456789-";
#pragma warning disable CA5394 // Reproducible, not secret.
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => new string(random.GetItems<char>(Characters, 40)))];
#pragma warning restore CA5394
    }

    private static string Json(
        string poll, string kind, string[] options, string[] labels, int min, int max, int? maxScore, bool abstain, int version)
        => JsonSerializer.Serialize(new
        {
            id = poll,
            question = "Cats or dogs?",
            kind,
            options = options.Zip(labels, (id, label) => new { id, label }),
            minChoices = min,
            maxChoices = max,
            maxScore,
            allowAbstain = abstain,
            opensAt = (DateTimeOffset?)null,
            closesAt = (DateTimeOffset?)null,
            version,
        });
}
