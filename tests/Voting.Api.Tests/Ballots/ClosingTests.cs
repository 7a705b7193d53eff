using Voting.Api.Polls;
using Voting.Api.Streams;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;
using Voting.Stores;

namespace Voting.Api.Tests.Ballots;

[Collection(SharedServers.Name)]
public sealed class ClosingTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task Closing_appends_the_fence_once_and_shuts_the_door()
    {
        var poll = await _api.OpenAsync();
        await _api.CastAsync(poll, 1, "cats");

        var closed = await _api.CloseAsync(poll);
        Assert.Equal((202, "closed"), (closed.Status, (string?)closed.Json["state"]));
        Assert.Equal(202, (await _api.CloseAsync(poll)).Status);

        Assert.Contains("closed", (await _api.CastAsync(poll, 2, "cats")).AssertProblem(409).Detail, StringComparison.Ordinal);
        var entries = await servers.EntriesAsync(poll);
        Assert.Equal(["poll.opened", "ballot.cast", "poll.closed"], entries.Select(entry => entry["type"]));
        Assert.Equal(["v", "type", "id", "poll"], entries[^1].Fields);
        Assert.Equal("closed", (string?)(await _api.GetAsync($"/api/v1/polls/{poll}")).Json["state"]);
    }

    [Fact]
    public async Task Whatever_races_with_the_fence_is_accepted_before_it_or_refused()
    {
        await using var other = servers.StartHost();
        ApiClient[] replicas = [_api, other.Client()];
        var poll = await _api.OpenAsync();

        var casts = Enumerable.Range(0, 8).Select(async caster =>
        {
            var accepted = new List<string>();
            for (var i = 0; ; i++)
            {
                var answer = await replicas[caster % 2].CastAsync(poll, caster, i % 2 == 0 ? "cats" : "dogs");
                if (answer.Status != 202)
                {
                    answer.AssertProblem(409);
                    return accepted;
                }

                accepted.Add((string)answer.Json["position"]!);
            }
        }).ToArray();
        await Eventually.TrueAsync("votes are coming in", async () => (await servers.EntriesAsync(poll)).Count > 50);
        Assert.Equal(202, (await replicas[1].CloseAsync(poll)).Status);
        var accepted = (await Task.WhenAll(casts)).SelectMany(positions => positions).ToHashSet();

        var entries = await servers.EntriesAsync(poll);
        Assert.Equal("poll.closed", entries[^1]["type"]);
        Assert.Equal(accepted, [.. entries.Where(entry => entry["type"] == "ballot.cast").Select(entry => entry.Id)]);
    }

    [Fact]
    public async Task A_poll_closes_at_its_time_by_Rediss_clock_even_when_nobody_appends_the_close_marker()
    {
        await using var host = servers.StartHost();
        var poll = ApiClient.NewPollId();
        // Published to the stream alone: no outbox knows of it.
        await host.Get<VoteStream>().DefineAsync(
            new(poll, "Which?", PollKind.Single, [new("cats", "Cats"), new("dogs", "Dogs")], 1, 1, null, false, null, DateTimeOffset.UtcNow.AddSeconds(3), 1));
        Assert.Equal(202, (await _api.CastAsync(poll, 1, "cats")).Status);

        await Eventually.TrueAsync("the poll is closed", async () => (await _api.CastAsync(poll, 1, "cats")).Status == 409);

        Assert.DoesNotContain(await servers.EntriesAsync(poll), entry => entry["type"] == "poll.closed");
        Assert.Equal("closed", (string?)(await _api.GetAsync($"/api/v1/polls/{poll}")).Json["state"]);
    }

    [Fact]
    public async Task A_scheduled_poll_opens_and_closes_by_itself()
    {
        var now = DateTimeOffset.UtcNow;
        var poll = await _api.OpenAsync($"\"opensAt\":\"{ApiClient.Time(now.AddSeconds(2))}\",\"closesAt\":\"{ApiClient.Time(now.AddSeconds(6))}\"");
        Assert.Equal("scheduled", (string?)(await _api.GetAsync($"/api/v1/polls/{poll}")).Json["state"]);

        await Eventually.TrueAsync("a vote is accepted", async () => (await _api.CastAsync(poll, 1, "cats")).Status == 202);
        await Eventually.TrueAsync("the fence is appended", async () => (await servers.EntriesAsync(poll))[^1]["type"] == "poll.closed");

        (await _api.CastAsync(poll, 1, "cats")).AssertProblem(409);
    }
}
