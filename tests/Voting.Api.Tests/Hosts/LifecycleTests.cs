using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Hosts;

/// <summary>Partial changes, preconditions, duplicates and the archive.</summary>
[Collection(SharedServers.Name)]
public sealed class LifecycleTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task A_partial_change_leaves_what_it_does_not_name_and_null_takes_a_member_back()
    {
        var (poll, _) = await _api.DraftAsync("\"description\":\"Pets\",\"listed\":false,\"allowAbstain\":true,\"visibility\":\"host-only\",\"closesAt\":\"2090-01-01T00:00:00Z\"");
        var code = (string?)(await GetAsync(poll)).Json["joinCode"];

        var changed = await PatchAsync(poll, """{"question":"Which?","closesAt":null,"description":null}""");

        Assert.Equal(200, changed.Status);
        Assert.Equal(
            $$"""{"id":"{{poll}}","question":"Which?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}],"minChoices":1,"maxChoices":1,"maxScore":null,"allowAbstain":true,"state":"draft","opensAt":null,"closesAt":null,"version":2,"method":"plurality","seats":1,"description":null,"visibility":"host-only","listed":false,"joinCode":"{{code}}","voters":"link","allowChange":true,"tieBreak":"open","tieSeed":null,"winningShare":null,"quorum":null}""",
            changed.Text);
    }

    [Fact]
    public async Task The_seed_of_a_lot_is_shown_stays_through_changes_and_cannot_be_had_anew_once_the_poll_is_open()
    {
        var (poll, _) = await _api.DraftAsync("\"tieBreak\":\"lot\",\"winningShare\":\"two-thirds\",\"quorum\":3");
        var seed = (string)(await GetAsync(poll)).Json["tieSeed"]!;
        Assert.Matches("^[0-9a-f]{32}$", seed);

        var changed = (await PatchAsync(poll, """{"question":"Which?"}""")).Json;
        Assert.Equal(("lot", seed, "two-thirds", 3), ((string?)changed["tieBreak"], (string?)changed["tieSeed"], (string?)changed["winningShare"], (int?)changed["quorum"]));
        Assert.Equal(200, (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/open", "")).Status);

        foreach (var change in (string[])["""{"tieBreak":"list"}""", """{"winningShare":null}""", """{"quorum":1}"""])
        {
            Assert.Equal(409, (await PatchAsync(poll, change)).Status);
        }

        Assert.Equal(seed, (string?)(await GetAsync(poll)).Json["tieSeed"]);
        Assert.Equal(200, (await PatchAsync(poll, """{"closesAt":"2090-01-01T00:00:00Z"}""")).Status);
    }

    [Theory]
    [InlineData("""{"colour":"red"}""")]
    [InlineData("""{"allowAbstain":"yes"}""")]
    [InlineData("""{"options":[{"label":"Cats"}]}""")]
    [InlineData("""{"question":""}""")]
    [InlineData("""{"question":"a","question":"b"}""")]
    [InlineData("""{"options":[{"label":"a","label":"b"},{"label":"c"}]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task A_partial_change_that_is_none_is_400_and_changes_nothing(string change)
    {
        var (poll, _) = await _api.DraftAsync();

        (await PatchAsync(poll, change)).AssertProblem(400);

        Assert.Equal(1, (int)(await GetAsync(poll)).Json["version"]!);
    }

    [Fact]
    public async Task Another_kind_takes_its_own_defaults()
    {
        var (poll, _) = await _api.DraftAsync("\"kind\":\"ranking\",\"method\":\"borda\"");

        var changed = await PatchAsync(poll, """{"kind":"score","maxScore":3}""");

        Assert.Equal((200, "mean-score", 3), (changed.Status, (string?)changed.Json["method"], (int)changed.Json["maxScore"]!));
    }

    [Fact]
    public async Task An_open_poll_is_taken_off_the_list_and_keeps_the_meaning_of_its_ballots()
    {
        var poll = await _api.OpenAsync();

        Assert.Equal(200, (await PatchAsync(poll, """{"listed":false}""")).Status);
        foreach (var change in (string[])["""{"question":"Which?"}""", """{"description":"More"}""", """{"visibility":"host-only"}"""])
        {
            Assert.Equal("poll_open", (string?)(await PatchAsync(poll, change)).AssertProblem(409).Json["code"]);
        }

        Assert.Equal(202, (await _api.CastAsync(poll, 1, "cats")).Status);
        Assert.DoesNotContain(poll, (await _api.GetAsync("/api/v1/polls?limit=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_changes_opens_or_deletes_another_version_than_seen_is_told()
    {
        var (poll, host) = await _api.DraftAsync();
        await PatchAsync(poll, """{"question":"Which?"}""");
        foreach (var (method, path, body) in new[] { (HttpMethod.Patch, "", "{}"), (HttpMethod.Put, "", ApiClient.Draft(poll)), (HttpMethod.Post, "/open", null), (HttpMethod.Delete, "", null) })
        {
            var refused = await _api.SendAsync(method, $"/api/v1/polls/{poll}{path}", body, ("Authorization", $"Bearer {host}"), ("If-Match", "\"1\""));
            Assert.Equal("poll_changed", (string?)refused.AssertProblem(412).Json["code"]);
        }

        Assert.Equal(200, (await _api.SendAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/open", null, ("Authorization", $"Bearer {host}"), ("If-Match", "\"2\""))).Status);
    }

    [Fact]
    public async Task A_scheduled_poll_opens_when_its_host_says_so_and_a_closed_one_never_again()
    {
        var poll = await _api.OpenAsync($"\"opensAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}\"");
        (await _api.CastAsync(poll, 1, "cats")).AssertProblem(409);

        var opened = await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/open");

        Assert.Equal((200, "open"), (opened.Status, (string?)opened.Json["state"]));
        Assert.Equal(202, (await _api.CastAsync(poll, 1, "cats")).Status);
        await _api.CloseAsync(poll);
        Assert.Equal("poll_closed", (string?)(await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/open")).AssertProblem(409).Json["code"]);
    }

    [Fact]
    public async Task A_duplicate_is_a_draft_of_its_own()
    {
        var poll = await _api.OpenAsync("\"kind\":\"ranking\",\"method\":\"borda\",\"visibility\":\"after-vote\",\"closesAt\":\"2090-01-01T00:00:00Z\"");
        var source = (await _api.GetAsync($"/api/v1/polls/{poll}")).Json;

        var copy = await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/duplicate");

        Assert.Equal((201, "draft", "borda", "after-vote"), (copy.Status, (string?)copy.Json["state"], (string?)copy.Json["method"], (string?)copy.Json["visibility"]));
        Assert.Equal($"/api/v1/polls/{copy.Json["id"]}", copy.Location);
        Assert.Null(copy.Json["closesAt"]);
        Assert.NotEqual((string?)source["joinCode"], (string?)copy.Json["joinCode"]);
        Assert.NotEqual(poll, (string?)copy.Json["id"]);
        Assert.Equal(204, (await _api.KeyAsync((string)copy.Json["hostKey"]!, HttpMethod.Delete, $"/api/v1/polls/{copy.Json["id"]}")).Status);
    }

    [Fact]
    public async Task A_closed_poll_is_archived_out_of_the_lists_and_back()
    {
        var poll = await _api.OpenAsync();
        Assert.Equal("poll_not_closed", (string?)(await ArchiveAsync(poll, "{}")).AssertProblem(409).Json["code"]);
        await _api.CloseAsync(poll);
        Assert.Contains(poll, (await _api.GetAsync("/api/v1/polls")).Text, StringComparison.Ordinal);

        Assert.Equal(200, (await ArchiveAsync(poll, """{"archived":true}""")).Status);

        Assert.DoesNotContain(poll, (await _api.GetAsync("/api/v1/polls")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(poll, (await _api.HostAsync(HttpMethod.Get, "/api/v1/polls")).Text, StringComparison.Ordinal);
        Assert.Contains(poll, (await _api.GetAsync("/api/v1/polls?archived=true")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await _api.GetAsync($"/api/v1/polls/{poll}")).Status);
        Assert.Equal(200, (await ArchiveAsync(poll, """{"archived":false}""")).Status);
        Assert.Contains(poll, (await _api.GetAsync("/api/v1/polls")).Text, StringComparison.Ordinal);
    }

    private Task<Answer> PatchAsync(string poll, string change) => _api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{poll}", change);

    private Task<Answer> ArchiveAsync(string poll, string body) => _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/archive", body);

    private Task<Answer> GetAsync(string poll) => _api.HostAsync(HttpMethod.Get, $"/api/v1/polls/{poll}");
}
