using Voting.Api.Tests.Stores;
using Voting.Contracts.Hosts;

namespace Voting.Api.Tests.Hosts;

/// <summary>Who has the host key of a poll is a host of that poll and of no other.</summary>
[Collection(SharedServers.Name)]
public sealed class HostKeyTests(Servers servers)
{
    private static readonly Dictionary<string, string> _anyone = new() { ["Hosting:Create"] = "anyone" };

    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task The_key_of_a_poll_changes_and_closes_it_and_is_worth_nothing_elsewhere()
    {
        var (poll, host) = await _api.DraftAsync();
        var other = await _api.OpenAsync();

        Assert.Matches("^host_[A-Za-z0-9]{32}$", host);
        Assert.Equal(200, (await _api.KeyAsync(host, HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"question":"Which?"}""")).Status);
        Assert.Equal(200, (await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/open")).Status);
        Assert.Equal(202, (await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/close")).Status);
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, $"/{other}/close"), (HttpMethod.Post, $"/{other}/open"), (HttpMethod.Put, $"/{other}"), (HttpMethod.Patch, $"/{other}"), (HttpMethod.Delete, $"/{other}"),
            (HttpMethod.Post, $"/{other}/duplicate"), (HttpMethod.Post, $"/{other}/archive"), (HttpMethod.Get, $"/{other}/audit"), (HttpMethod.Post, ""), (HttpMethod.Post, "/nobody/close"),
        })
        {
            Assert.Equal("key_required", (string?)(await _api.KeyAsync(host, method, $"/api/v1/polls{path}", ApiClient.Draft(other))).AssertProblem(401).Json["code"]);
        }

        Assert.Single(await servers.EntriesAsync(other));
    }

    [Fact]
    public async Task The_key_is_in_the_answer_to_who_made_the_poll_and_nowhere_else()
    {
        var (poll, host) = await _api.DraftAsync("\"draft\":false");

        foreach (var answer in new[]
        {
            await _api.GetAsync($"/api/v1/polls/{poll}"), await _api.KeyAsync(host, HttpMethod.Get, $"/api/v1/polls/{poll}"), await _api.HostAsync(HttpMethod.Get, "/api/v1/polls"),
            await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/open"), await _api.KeyAsync(host, HttpMethod.Get, $"/api/v1/polls/{poll}/audit"), await _api.CloseAsync(poll),
        })
        {
            Assert.DoesNotContain("hostKey", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(host, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(
            Convert.ToHexStringLower(HostKey.Hash(host)),
            await servers.ScalarAsync<string>($"select encode(host_key_hash, 'hex') from polls.poll where id = '{poll}'"));
        Assert.All(await servers.EntriesAsync(poll), entry => Assert.DoesNotContain("host_", string.Join(' ', entry.Values), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_administrator_who_sends_a_poll_again_gets_a_new_key_and_the_old_one_is_worth_nothing()
    {
        var poll = ApiClient.NewPollId();
        var first = (string)(await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll))).Json["hostKey"]!;
        var second = (string)(await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll))).Json["hostKey"]!;

        (await _api.KeyAsync(first, HttpMethod.Post, $"/api/v1/polls/{poll}/close")).AssertProblem(401);
        Assert.Equal(202, (await _api.KeyAsync(second, HttpMethod.Post, $"/api/v1/polls/{poll}/close")).Status);
    }

    [Fact]
    public async Task Where_anyone_may_anyone_makes_polls_and_who_sends_one_again_gets_no_key()
    {
        await using var host = servers.StartHost(_anyone);
        var (api, poll) = (host.Client(), ApiClient.NewPollId());

        var made = await api.SendAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll));
        var again = await api.SendAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll));

        Assert.Equal((201, 201), (made.Status, again.Status));
        Assert.Null(again.Json["hostKey"]);
        var key = (string)made.Json["hostKey"]!;
        var copy = await api.KeyAsync(key, HttpMethod.Post, $"/api/v1/polls/{poll}/duplicate");
        Assert.Equal(201, copy.Status);
        Assert.Equal(200, (await api.KeyAsync((string)copy.Json["hostKey"]!, HttpMethod.Post, $"/api/v1/polls/{copy.Json["id"]}/open")).Status);
        (await api.SendAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/close", null)).AssertProblem(401);
        (await api.KeyAsync(key, HttpMethod.Post, $"/api/v1/polls/{copy.Json["id"]}/close")).AssertProblem(401);
    }

    [Fact]
    public async Task Where_anyone_may_nobody_but_the_administrator_makes_polls_without_end()
    {
        await using var host = servers.StartHost(new(_anyone) { ["Limits:NewPolls"] = "2" });
        var api = host.Client();
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(201, (await api.SendAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId()))).Status);
        }

        var slowed = (await api.SendAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId()))).AssertProblem(429);

        Assert.Equal(TimeSpan.FromMinutes(1), slowed.RetryAfter);
        Assert.Equal(201, (await api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId()))).Status);
    }

    [Fact]
    public async Task Where_the_administrator_makes_polls_a_host_makes_none_by_duplicating()
    {
        var (poll, host) = await _api.DraftAsync();

        var refused = (await _api.KeyAsync(host, HttpMethod.Post, $"/api/v1/polls/{poll}/duplicate")).AssertProblem(403);

        Assert.Equal("hosting_restricted", (string?)refused.Json["code"]);
    }

    [Fact]
    public async Task Who_guesses_host_keys_has_to_wait()
    {
        await using var host = servers.StartHost(new() { ["Limits:WrongKeys"] = "3", ["Limits:WrongKeyPause"] = "00:00:30" });
        var (api, poll) = (host.Client(), await _api.OpenAsync());
        for (var i = 0; i < 3; i++)
        {
            (await api.KeyAsync(HostKey.Create(), HttpMethod.Post, $"/api/v1/polls/{poll}/close")).AssertProblem(401);
        }

        Assert.Equal("too_many_wrong_keys", (string?)(await api.KeyAsync(HostKey.Create(), HttpMethod.Post, $"/api/v1/polls/{poll}/close")).AssertProblem(429).Json["code"]);
        Assert.Equal(202, (await api.CastAsync(poll, 1, "cats")).Status);
    }
}
