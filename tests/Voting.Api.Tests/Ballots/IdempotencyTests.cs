using Voting.Api.Ballots;
using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Ballots;

[Collection(SharedServers.Name)]
public sealed class IdempotencyTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task The_same_key_twice_is_one_ballot_and_the_same_answer_also_at_another_replica_and_after_a_restart()
    {
        var poll = await _api.OpenAsync();
        var first = await _api.CastAsync(poll, 1, "cats", "key-1");
        var answers = new List<Answer> { await _api.CastAsync(poll, 1, "cats", "key-1") };
        for (var restart = 0; restart < 2; restart++)
        {
            await using var replica = servers.StartHost();
            answers.Add(await replica.Client().CastAsync(poll, 1, "cats", "key-1"));
        }

        Assert.All(answers, answer => Assert.Equal((202, first.Text, first.Location), (answer.Status, answer.Text, answer.Location)));
        Assert.Equal(2, (await servers.EntriesAsync(poll)).Count);
    }

    [Fact]
    public async Task Many_at_once_with_one_key_are_one_ballot()
    {
        var poll = await _api.OpenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => _api.CastAsync(poll, 1, "cats", "double-click")));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Equal(2, (await servers.EntriesAsync(poll)).Count);
    }

    [Fact]
    public async Task A_key_with_another_ballot_is_422()
    {
        var poll = await _api.OpenAsync("\"allowAbstain\":true");
        await _api.CastAsync(poll, 1, "cats", "key-1");

        (await _api.CastAsync(poll, 1, "dogs", "key-1")).AssertProblem(422);
        (await _api.CastAsync(poll, $$"""{"voter":"{{ApiClient.Voter(1)}}","abstain":true}""", "key-1")).AssertProblem(422);

        Assert.Equal(2, (await servers.EntriesAsync(poll)).Count);
    }

    [Fact]
    public async Task The_key_of_another_voter_or_another_poll_is_another_key()
    {
        var (poll, other) = (await _api.OpenAsync(), await _api.OpenAsync());

        var answers = new[] { await _api.CastAsync(poll, 1, "cats", "key-1"), await _api.CastAsync(poll, 2, "dogs", "key-1"), await _api.CastAsync(other, 1, "dogs", "key-1") };

        Assert.All(answers, answer => Assert.Equal(202, answer.Status));
        Assert.Equal(3, answers.Select(answer => (string?)answer.Json["ballot"]).Distinct().Count());
    }

    [Fact]
    public async Task What_is_kept_of_two_voters_with_the_same_choice_is_not_the_same()
    {
        var poll = await _api.OpenAsync();
        await _api.CastAsync(poll, 1, "cats", "key-1");
        await _api.CastAsync(poll, 2, "cats", "key-1");

        var kept = await servers.Stream.HashGetAllAsync($"votes:keys:{poll}");

        Assert.Equal(2, kept.Select(entry => ((string)entry.Value!).Split(' ')[0]).Distinct().Count());
        Assert.DoesNotContain(kept, entry => ((string)entry.Value!).StartsWith(VoterKey.UnkeyedDigest("cats"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ballot_from_before_the_digest_was_keyed_is_repeated_without_a_second_one()
    {
        var poll = await _api.OpenAsync();
        var first = await _api.CastAsync(poll, 1, "cats", "key-1");
        var kept = Assert.Single(await servers.Stream.HashGetAllAsync($"votes:keys:{poll}"));
        await servers.Stream.HashSetAsync($"votes:keys:{poll}", kept.Name, $"{VoterKey.UnkeyedDigest("cats")} {((string)kept.Value!).Split(' ')[1]}");

        var again = await _api.CastAsync(poll, 1, "cats", "key-1");

        Assert.Equal((202, first.Text, first.Location), (again.Status, again.Text, again.Location));
        (await _api.CastAsync(poll, 1, "dogs", "key-1")).AssertProblem(422);
        Assert.Equal(2, (await servers.EntriesAsync(poll)).Count);
    }

    [Fact]
    public async Task Without_a_key_every_vote_is_a_ballot()
    {
        var poll = await _api.OpenAsync();
        await _api.CastAsync(poll, 1, "cats");
        await _api.CastAsync(poll, 1, "cats");

        var ballots = (await servers.EntriesAsync(poll)).Where(entry => entry["type"] == "ballot.cast").ToList();

        Assert.Equal(2, ballots.Select(entry => entry["id"]).Distinct().Count());
        Assert.Single(ballots.Select(entry => entry["voter"]).Distinct());
    }

    [Fact]
    public async Task The_same_key_gets_the_same_answer_when_the_poll_is_closed_meanwhile()
    {
        var poll = await _api.OpenAsync();
        var first = await _api.CastAsync(poll, 1, "cats", "key-1");
        await _api.CloseAsync(poll);

        Assert.Equal(first.Text, (await _api.CastAsync(poll, 1, "cats", "key-1")).Text);
        (await _api.CastAsync(poll, 1, "cats", "key-2")).AssertProblem(409);
        Assert.InRange((long)await servers.Stream.ExecuteAsync("TTL", $"votes:keys:{poll}"), 23 * 3600, 24 * 3600);
    }

    [Fact]
    public async Task A_ballot_that_the_ledger_does_not_know_yet_is_known_by_its_key()
    {
        var poll = await _api.OpenAsync();
        var cast = await _api.CastAsync(poll, 1, "cats", "key-1");

        Assert.Equal("accepted", (string?)(await _api.GetAsync(cast.Location!)).Json["status"]);
        (await _api.GetAsync($"/api/v1/polls/{poll}/ballots/{Guid.NewGuid():D}")).AssertProblem(404);
        (await _api.GetAsync($"/api/v1/polls/other{cast.Location![cast.Location!.IndexOf("/ballots", StringComparison.Ordinal)..]}")).AssertProblem(404);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("two words")]
    [InlineData("tab\there")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task A_key_out_of_shape_is_400(string key)
    {
        var poll = await _api.OpenAsync();

        var refused = await _api.CastAsync(poll, 1, "cats", key);

        Assert.Equal(400, refused.Status);
        Assert.Single(await servers.EntriesAsync(poll));
    }
}
