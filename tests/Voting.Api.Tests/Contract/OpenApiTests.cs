using System.Text.Json;
using System.Text.Json.Nodes;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Ballots;
using Voting.Contracts.Polls;

namespace Voting.Api.Tests.Contract;

/// <summary>The HTTP API, pinned: what is served is what is committed, and what is committed only grows.</summary>
[Collection(SharedServers.Name)]
public sealed class OpenApiTests(Servers servers)
{
    private const string Refresh = "REFRESH_OPENAPI";
    private const string HowToRefresh = $"docs/openapi.json is not what the API serves. If the change is meant: {Refresh}=1 dotnet test --project tests/Voting.Api.Tests";
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string _document = Path.Combine(Root(), "docs", "openapi.json");

    [Fact]
    public async Task The_committed_document_is_the_served_one()
    {
        var served = await ServedAsync();
        if (Environment.GetEnvironmentVariable(Refresh) == "1")
        {
            Assert.Empty(File.Exists(_document) ? Breaking.Changes(await CommittedAsync(), served) : []);
            await File.WriteAllTextAsync(_document, served.ToJsonString(_indented) + "\n");
        }

        Assert.True(Canonical(served) == Canonical(await CommittedAsync()), HowToRefresh);
    }

    [Fact]
    public async Task Nothing_of_the_committed_document_is_taken_away()
        => Assert.Empty(Breaking.Changes(await CommittedAsync(), await ServedAsync()));

    [Theory]
    [InlineData("/paths/~1api~1v1~1polls", null)] // a path gone
    [InlineData("/paths/~1api~1v1~1polls/post", null)] // an operation gone
    [InlineData("/paths/~1api~1v1~1polls~1{poll}~1ballots/post/responses/409", null)] // an answer gone
    [InlineData("/components/schemas/Receipt/properties/position", null)] // a member gone
    [InlineData("/components/schemas/Receipt/properties/position/type", "\"integer\"")] // a member of another type
    [InlineData("/components/schemas/PollDraft/required", "[\"invented\"]")] // a member demanded
    [InlineData("/components/schemas/PollKind/enum", "[\"single\"]")] // a value gone
    public async Task Taking_something_away_is_found(string place, string? value)
    {
        var committed = await CommittedAsync();
        var changed = committed.DeepClone();
        var parts = place.Split('/').Skip(1).Select(part => part.Replace("~1", "/", StringComparison.Ordinal)).ToArray();
        var parent = parts[..^1].Aggregate(changed, (node, part) => node[part] ?? throw new InvalidOperationException($"{part} of {place} is not in the document.")).AsObject();
        parent.Remove(parts[^1]);
        if (value is not null)
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }

        Assert.NotEmpty(Breaking.Changes(committed, changed));
    }

    [Fact]
    public async Task Adding_something_is_no_breaking_change()
    {
        var committed = await CommittedAsync();
        var changed = committed.DeepClone();
        changed["paths"]!["/api/v1/more"] = new JsonObject();
        changed["components"]!["schemas"]!["Receipt"]!["properties"]!["more"] = new JsonObject { ["type"] = "string" };

        Assert.Empty(Breaking.Changes(committed, changed));
    }

    private async Task<JsonNode> ServedAsync()
    {
        var served = (await servers.Api.GetAsync("/openapi/v1.json")).Json;
        served.AsObject().Remove("servers"); // where it happens to run
        return served;
    }

    private static async Task<JsonNode> CommittedAsync() => JsonNode.Parse(await File.ReadAllTextAsync(_document))!;

    // Members in order, so that only what is said counts.
    private static string Canonical(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => $"\"{member.Key}\":{Canonical(member.Value)}"))}}}",
        JsonArray items => $"[{string.Join(',', items.Select(Canonical))}]",
        null => "null",
        _ => node.ToJsonString(),
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Voting.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return folder.FullName;
    }
}
