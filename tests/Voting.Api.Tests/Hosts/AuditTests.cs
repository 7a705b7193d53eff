using System.Text.Json;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Hosts;

namespace Voting.Api.Tests.Hosts;

/// <summary>What hosts do to a poll stands in its audit log, with the action or not at all, and stays there.</summary>
[Collection(SharedServers.Name)]
public sealed class AuditTests(Servers servers)
{
    private static readonly JsonSerializerOptions _web = new(JsonSerializerDefaults.Web);
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task Every_action_is_in_the_log_of_the_poll_with_who_did_it()
    {
        var (poll, host) = await _api.DraftAsync();
        await _api.KeyAsync(host, HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"question":"Which?","visibility":"after-close"}""");
        await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/open");
        await _api.KeyAsync(host, HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"closesAt":"2090-01-01T00:00:00Z","listed":false}""");
        await _api.CloseAsync(poll);
        await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/archive", """{"archived":true}""");
        await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/archive", """{"archived":false}""");
        var copy = (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/duplicate")).Json["id"];

        var entries = await ReadAsync(poll);

        Assert.Equal(
            [
                ("drafted", "administrator", "version 1"), ("changed", "host", "version 2: question, visibility"), ("opened", "host", "version 3"),
                ("changed", "host", "version 4: unlisted, closesAt 2090-01-01T00:00:00Z"), ("closed", "administrator", null),
                ("archived", "administrator", null), ("unarchived", "administrator", null), ("duplicated", "administrator", $"as {copy}"),
            ],
            entries.Select(entry => (entry.Action, entry.Actor, entry.Detail)));
        Assert.True(AuditChain.IsUnbroken(poll, entries));
        Assert.Equal([("drafted", $"version 1, a duplicate of {poll}")], (await ReadAsync($"{copy}")).Select(entry => (entry.Action, entry.Detail)));
    }

    [Fact]
    public async Task What_is_repeated_or_refused_adds_nothing()
    {
        var poll = await _api.OpenAsync();
        await _api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"question":"Which?"}""");
        await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/open");
        await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/archive", "{}");
        await _api.CloseAsync(poll);
        await _api.CloseAsync(poll);

        Assert.Equal(["opened", "closed"], (await ReadAsync(poll)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task A_change_that_came_after_the_opening_is_taken_back_closing_time_and_all_and_the_log_says_so()
    {
        var poll = await _api.OpenAsync($"\"opensAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}\"");
        await servers.Stream.HashSetAsync($"votes:poll:{poll}", "opens", 1); // by Redis' clock, which decides, it is open

        (await _api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"question":"Which?","closesAt":"2090-01-01T00:00:00Z"}""")).AssertProblem(409);

        Assert.Equal(["opened", "changed", "change-undone"], (await ReadAsync(poll)).Select(entry => entry.Action));
        Assert.True(AuditChain.IsUnbroken(poll, await ReadAsync(poll)));
        Assert.True(await servers.ScalarAsync<bool>($"select closes_at is null and definition->>'question' = 'Cats or dogs?' from polls.poll where id = '{poll}'"));
    }

    [Fact]
    public async Task A_deleted_draft_leaves_its_log_to_the_administrator()
    {
        var (poll, host) = await _api.DraftAsync();
        await _api.KeyAsync(host, HttpMethod.Delete, $"/api/v1/polls/{poll}");

        Assert.Equal(["drafted", "deleted"], (await ReadAsync(poll)).Select(entry => entry.Action));
        (await _api.KeyAsync(host, HttpMethod.Get, $"/api/v1/polls/{poll}/audit")).AssertProblem(401);
    }

    [Fact]
    public async Task Actions_of_several_replicas_at_once_make_one_unbroken_chain()
    {
        await using var other = servers.StartHost();
        ApiClient[] replicas = [_api, other.Client()];
        var poll = await _api.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => replicas[i % 2].HostAsync(
            HttpMethod.Patch, $"/api/v1/polls/{poll}", $$"""{"closesAt":"{{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(i))}}"}""")));

        var entries = await ReadAsync(poll);
        Assert.True(AuditChain.IsUnbroken(poll, entries));
        Assert.Equal(answers.Count(answer => answer.Status == 200) + 1, entries.Count);
    }

    [Fact]
    public async Task The_database_lets_the_API_add_entries_and_neither_change_nor_delete_one()
    {
        var poll = await _api.OpenAsync();
        await using var api = Npgsql.NpgsqlDataSource.Create(servers.Login("voting_api"));
        foreach (var statement in (string[])[$"update polls.audit set actor = 'host' where poll = '{poll}'", $"delete from polls.audit where poll = '{poll}'", "truncate polls.audit"])
        {
            await using var command = api.CreateCommand(statement);
            Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
        }

        await servers.ExecuteAsync($"update polls.audit set actor = 'host' where poll = '{poll}'");
        Assert.False(AuditChain.IsUnbroken(poll, await ReadAsync(poll)));
    }

    [Fact]
    public async Task Nobody_but_a_host_reads_the_log()
        => (await _api.GetAsync($"/api/v1/polls/{await _api.OpenAsync()}/audit")).AssertProblem(401);

    private async Task<List<AuditEntry>> ReadAsync(string poll)
    {
        var answer = await _api.HostAsync(HttpMethod.Get, $"/api/v1/polls/{poll}/audit");
        Assert.Equal(200, answer.Status);
        return JsonSerializer.Deserialize<List<AuditEntry>>(answer.Text, _web)!;
    }
}
