using Voting.Api.Tests.Stores;
using Voting.Stores;

namespace Voting.Api.Tests.Polls;

/// <summary>No time that some later stage cannot bear gets in, and one that is there all the same stops nothing but its own poll.</summary>
[Collection(SharedServers.Name)]
public sealed class PollTimesTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Theory]
    [InlineData("\"9999-12-31T23:59:59.9999999Z\"")]
    [InlineData("\"2026-11-30\"")]
    [InlineData("\"2026-11-30T23:59:59\"")]
    [InlineData("\"2126-11-30T23:59:59Z\"")]
    public async Task A_time_of_another_form_or_century_is_400_and_keeps_no_id(string time)
    {
        var poll = ApiClient.NewPollId();
        foreach (var member in (string[])["opensAt", "closesAt"])
        {
            var refused = (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(poll, $"\"{member}\":{time}"))).AssertProblem(400);
            Assert.Contains("2026-11-30T23:59:59Z", refused.Json["errors"]![member]![0]!.ToString(), StringComparison.Ordinal);
        }

        await _api.OpenAsync(id: poll);
        (await _api.HostAsync(HttpMethod.Put, $"/api/v1/polls/{poll}", ApiClient.Draft(poll, $"\"closesAt\":{time}"))).AssertProblem(400);
        Assert.Single(await servers.EntriesAsync(poll));
    }

    [Theory]
    [InlineData("20261126")]
    [InlineData("true")]
    [InlineData("{}")]
    public async Task A_time_that_is_no_text_is_400(string time)
        => (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls", ApiClient.Draft(ApiClient.NewPollId(), $"\"closesAt\":{time}"))).AssertProblem(400);

    [Fact]
    public async Task A_poll_closed_by_hand_is_closed_at_a_whole_second()
    {
        var poll = await _api.OpenAsync();
        await _api.CloseAsync(poll);

        Assert.True(await servers.ScalarAsync<bool>($"select closes_at = date_trunc('second', closes_at) and closes_at <= now() from polls.poll where id = '{poll}'"));
    }

    [Theory]
    [InlineData("infinity")]
    [InlineData("10000-01-01 00:00:00Z")]
    [InlineData("1999-12-31 23:59:59Z")]
    public async Task The_database_itself_refuses_a_closing_time_out_of_bounds(string time)
    {
        var poll = await _api.OpenAsync();

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => servers.ExecuteAsync($"update polls.poll set closes_at = '{time}' where id = '{poll}'"));

        Assert.Equal("23514", refused.SqlState);
    }

    [Fact]
    public async Task A_poll_that_cannot_be_read_keeps_no_other_from_opening_closing_and_being_listed()
    {
        var (bad, good) = ($"a-{ApiClient.NewPollId()}", $"b-{ApiClient.NewPollId()}");
        try
        {
            await servers.ExecuteAsync("alter table polls.poll drop constraint closes_in_range");
            await SaveAsync(bad, """{"id":1}""", "'10000-01-01 00:00:00Z'");
            await SaveAsync(good, Definition(good), "now() + interval '9 seconds'");

            await Eventually.TrueAsync("the good poll is open", async () => (await _api.CastAsync(good, 1, "cats")).Status == 202);
            await Eventually.TrueAsync("the good poll is closed", async () => (await servers.EntriesAsync(good))[^1]["type"] == "poll.closed");
            await servers.Stream.ExecuteAsync("HSET", $"votes:poll:{bad}", "definition", "{", "state", "open", "version", "1");
            await servers.Stream.ExecuteAsync("ZADD", "votes:polls", "1", bad);

            var listed = await _api.GetAsync("/api/v1/polls");

            Assert.Equal(200, listed.Status);
            Assert.Contains(good, listed.Text, StringComparison.Ordinal);
        }
        finally
        {
            await servers.Stream.ExecuteAsync("DEL", $"votes:poll:{bad}");
            await servers.Stream.ExecuteAsync("ZREM", "votes:polls", bad);
            await servers.ExecuteAsync($"""
                delete from polls.poll where id = '{bad}';
                alter table polls.poll add constraint closes_in_range check (closes_at >= '2000-01-01 00:00:00Z' and closes_at < '2101-01-01 00:00:00Z')
                """);
        }
    }

    private static string Definition(string poll)
        => $$"""{"id":"{{poll}}","question":"?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}],"minChoices":1,"maxChoices":1,"maxScore":null,"allowAbstain":false,"opensAt":null,"closesAt":null,"version":1}""";

    private Task SaveAsync(string poll, string definition, string closesAt) => servers.ExecuteAsync(
        $"insert into polls.poll (id, definition, version, published_version, closes_at, close_published, created_at) values ('{poll}', '{definition}', 1, 0, {closesAt}, false, now())");
}
