using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Hosts;

/// <summary>A draft is its hosts' alone until it is opened.</summary>
[Collection(SharedServers.Name)]
public sealed class DraftTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task A_draft_is_seen_by_its_hosts_only_is_not_on_the_stream_and_takes_no_votes()
    {
        var (poll, host) = await _api.DraftAsync();

        (await _api.GetAsync($"/api/v1/polls/{poll}")).AssertProblem(404);
        (await _api.CastAsync(poll, 1, "cats")).AssertProblem(404);
        (await _api.GetAsync($"/api/v1/polls/{poll}/results")).AssertProblem(404);
        Assert.DoesNotContain(poll, (await _api.GetAsync("/api/v1/polls?limit=200")).Text, StringComparison.Ordinal);
        foreach (var key in (string[])[host, ApiHost.AdministratorKey])
        {
            var seen = await _api.KeyAsync(key, HttpMethod.Get, $"/api/v1/polls/{poll}");
            Assert.Equal((200, "draft"), (seen.Status, (string?)seen.Json["state"]));
        }

        Assert.Empty(await servers.EntriesAsync(poll));
        (await _api.GetAsync($"/api/v1/join/{(await _api.KeyAsync(host, HttpMethod.Get, $"/api/v1/polls/{poll}")).Json["joinCode"]}")).AssertProblem(404);
    }

    [Fact]
    public async Task The_outbox_publishes_no_draft_whatever_time_it_has_and_whatever_Redis_forgot()
    {
        var (poll, _) = await _api.DraftAsync($"\"closesAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddSeconds(2))}\"");
        var open = await _api.OpenAsync();

        await servers.Stream.ExecuteAsync("FLUSHALL");
        await _api.ReconcileAsync();
        await Eventually.TrueAsync("the open poll is back", async () => (await _api.CastAsync(open, 1, "cats")).Status == 202);
        await Task.Delay(TimeSpan.FromSeconds(3));

        Assert.Empty(await servers.EntriesAsync(poll));
        Assert.False(await servers.ScalarAsync<bool>($"select close_published from polls.poll where id = '{poll}'"));
    }

    [Fact]
    public async Task A_draft_opens_as_it_was_last_changed_and_once()
    {
        var (poll, host) = await _api.DraftAsync($"\"opensAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}\"");
        var changed = await _api.KeyAsync(host, HttpMethod.Put, $"/api/v1/polls/{poll}", """{"question":"Which?","options":[{"label":"Bats"},{"label":"Owls"}]}""");
        Assert.Equal((200, "draft", 2), (changed.Status, (string?)changed.Json["state"], (int)changed.Json["version"]!));

        var opened = await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/open");
        var again = await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/open");

        Assert.Equal((200, "open", "Which?"), (opened.Status, (string?)opened.Json["state"], (string?)opened.Json["question"]));
        Assert.Equal((200, opened.Text), (again.Status, again.Text));
        Assert.Equal(202, (await _api.CastAsync(poll, 1, "owls")).Status);
        Assert.Equal(["poll.opened", "ballot.cast"], (await servers.EntriesAsync(poll)).Select(entry => entry["type"]));
    }

    [Fact]
    public async Task A_change_that_says_so_publishes_a_draft_at_its_time()
    {
        var (poll, host) = await _api.DraftAsync();

        var scheduled = await _api.KeyAsync(host, HttpMethod.Patch, $"/api/v1/polls/{poll}", $$"""{"draft":false,"opensAt":"{{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}}"}""");
        Assert.Equal((200, "scheduled"), (scheduled.Status, (string?)scheduled.Json["state"]));
        (await _api.CastAsync(poll, 1, "cats")).AssertProblem(409);
        Assert.Equal("poll_not_draft", (string?)(await _api.KeyAsync(host, HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"draft":true}""")).AssertProblem(409).Json["code"]);

        var opened = await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/open");
        Assert.Equal((200, "open"), (opened.Status, (string?)opened.Json["state"]));
        Assert.Equal(202, (await _api.CastAsync(poll, 1, "cats")).Status);
    }

    [Fact]
    public async Task Only_a_draft_is_deleted_and_the_database_too_refuses_to_delete_anything_else()
    {
        var (draft, host) = await _api.DraftAsync();
        var open = await _api.OpenAsync();

        Assert.Equal("poll_not_draft", (string?)(await _api.HostAsync(HttpMethod.Delete, $"/api/v1/polls/{open}")).AssertProblem(409).Json["code"]);
        Assert.Equal(204, (await _api.KeyAsync(host, HttpMethod.Delete, $"/api/v1/polls/{draft}")).Status);
        (await _api.HostAsync(HttpMethod.Get, $"/api/v1/polls/{draft}")).AssertProblem(404);
        await using var api = Npgsql.NpgsqlDataSource.Create(servers.Login("voting_api"));
        await using var delete = api.CreateCommand($"delete from polls.poll where id = '{open}'");
        Assert.Equal(0, await delete.ExecuteNonQueryAsync());
    }

    [Fact]
    public async Task A_draft_is_not_closed_and_not_archived()
    {
        var (poll, host) = await _api.DraftAsync();

        Assert.Equal("poll_not_open", (string?)(await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/close")).AssertProblem(409).Json["code"]);
        Assert.Equal("poll_not_closed", (string?)(await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/archive", "{}")).AssertProblem(409).Json["code"]);
    }

    [Fact]
    public async Task A_poll_that_would_close_in_the_past_is_neither_made_nor_opened_nor_changed_to_it()
    {
        var past = $"\"closesAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddMinutes(-1))}\"";
        foreach (var more in (string[])[past, past + ",\"draft\":true"])
        {
            Assert.NotNull((await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId(), more))).AssertProblem(400).Json["errors"]!["closesAt"]);
        }

        var open = await _api.OpenAsync();
        (await _api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{open}", $"{{{past}}}")).AssertProblem(400);
        var (draft, host) = await _api.DraftAsync($"\"closesAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddSeconds(2))}\"");
        await Task.Delay(TimeSpan.FromSeconds(2.5));
        Assert.NotNull((await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{draft}/open")).AssertProblem(400).Json["errors"]!["closesAt"]);
        Assert.Empty(await servers.EntriesAsync(draft));
    }
}
