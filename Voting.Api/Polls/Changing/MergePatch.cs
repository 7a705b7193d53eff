using System.Text.Json;
using System.Text.Json.Nodes;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Changing;

/// <summary>A partial change as RFC 7396 has it: members that are absent stay, null takes a member back to its default, and a list is replaced as a whole.</summary>
internal static class MergePatch
{
    /// <summary>What <paramref name="poll"/> would be sent as, with the members of <paramref name="change"/>.</summary>
    /// <exception cref="BadHttpRequestException">A member is none of a poll, or of another type.</exception>
    public static PollDraft Apply(JsonObject change, PollDefinition poll, JsonSerializerOptions options)
    {
        var merged = JsonSerializer.SerializeToNode(PollDraft.Of(poll), options)!.AsObject();
        if (change.ContainsKey("kind"))
        {
            // The method of one kind is none of another.
            merged.Remove("method");
        }

        foreach (var (name, value) in change)
        {
            merged[name] = value?.DeepClone();
        }

        try
        {
            return merged.Deserialize<PollDraft>(options)!;
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The change is not one of a poll.", StatusCodes.Status400BadRequest, exception);
        }
    }
}
