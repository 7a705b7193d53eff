using System.Text.Json;

namespace Voting.Worker.Tests.Stores;

/// <summary>Poll definitions as the API publishes them.</summary>
internal static class Definitions
{
    public static string Json(
        string poll, string kind = "single", int min = 1, int max = 1, int? maxScore = null, bool abstain = false, int version = 1)
        => JsonSerializer.Serialize(new
        {
            id = poll,
            question = "Cats or dogs?",
            kind,
            options = new[] { new { id = "cats", label = "Cats" }, new { id = "dogs", label = "Dogs" }, new { id = "eels", label = "Eels" } },
            minChoices = min,
            maxChoices = max,
            maxScore,
            allowAbstain = abstain,
            opensAt = (DateTimeOffset?)null,
            closesAt = (DateTimeOffset?)null,
            version,
        });
}
