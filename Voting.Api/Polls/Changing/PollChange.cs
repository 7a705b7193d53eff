using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Voting.Contracts.Polls;

namespace Voting.Api.Polls.Changing;

/// <summary>A partial change as RFC 7396 has it: members that are absent stay, null takes a member back to its default, and a list is replaced as a whole.</summary>
internal sealed class PollChange
{
    private readonly JsonObject _members;
    private readonly JsonSerializerOptions _json;

    private PollChange(JsonObject members, JsonSerializerOptions json) => (_members, _json) = (members, json);

    /// <summary>Reads the body: only as an object it tells an absent member from null.</summary>
    /// <exception cref="BadHttpRequestException">It is no JSON object.</exception>
    public static async ValueTask<PollChange> BindAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
        {
            throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            var json = http.RequestServices.GetRequiredService<IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>>().Value.SerializerOptions;
            return new(
                await JsonNode.ParseAsync(http.Request.Body, null, new() { AllowDuplicateProperties = false, MaxDepth = json.MaxDepth }, http.RequestAborted) as JsonObject
                    ?? throw new JsonException("A change is an object."),
                json);
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The body is no object.", StatusCodes.Status400BadRequest, exception);
        }
    }

    /// <summary>What <paramref name="poll"/> would be sent as, with this change.</summary>
    /// <exception cref="BadHttpRequestException">A member is none of a poll, or of another type.</exception>
    public PollDraft Apply(PollDefinition poll)
    {
        var merged = JsonSerializer.SerializeToNode(PollDraft.Of(poll), _json)!.AsObject();
        if (_members.ContainsKey("kind"))
        {
            // The method of one kind is none of another.
            merged.Remove("method");
        }

        foreach (var (name, value) in _members)
        {
            merged[name] = value?.DeepClone();
        }

        try
        {
            return merged.Deserialize<PollDraft>(_json)!;
        }
        catch (JsonException exception)
        {
            throw new BadHttpRequestException("The change is none of a poll.", StatusCodes.Status400BadRequest, exception);
        }
    }
}
