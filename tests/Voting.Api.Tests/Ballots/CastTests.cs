using System.Collections.Concurrent;
using System.Diagnostics;
using Voting.Api.Ballots;
using Voting.Api.Tests.Stores;

namespace Voting.Api.Tests.Ballots;

[Collection(SharedServers.Name)]
public sealed class CastTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task A_202_means_an_entry_on_the_stream_exactly_as_wire_2_says()
    {
        var poll = await _api.OpenAsync();

        var cast = await _api.CastAsync(poll, 1, "cats");

        Assert.Equal((202, "application/json"), (cast.Status, cast.Type));
        var entry = (await servers.EntriesAsync(poll))[^1];
        Assert.Equal(["v", "type", "id", "poll", "voter", "sealed"], entry.Fields);
        Assert.Equal(("1", "ballot.cast", "cats"), (entry["v"], entry["type"], entry.Content));
        Assert.Matches("^[0-9a-f]{32}$", entry["voter"]);
        Assert.True(Guid.TryParseExact(entry["id"], "D", out var ballot));
        Assert.Equal($$"""{"ballot":"{{ballot:D}}","poll":"{{poll}}","position":"{{entry.Id}}","status":"accepted"}""", cast.Text);
        Assert.Equal($"/api/v1/polls/{poll}/ballots/{ballot:D}", cast.Location);
    }

    [Fact]
    public async Task An_opened_poll_is_on_the_stream_as_wire_2_says()
    {
        var poll = await _api.OpenAsync();

        var entry = Assert.Single(await servers.EntriesAsync(poll));

        var code = (string?)(await _api.GetAsync($"/api/v1/polls/{poll}")).Json["joinCode"];
        Assert.Equal(["v", "type", "id", "poll", "definition"], entry.Fields);
        Assert.Equal(("1", "poll.opened", $"{poll}:1"), (entry["v"], entry["type"], entry["id"]));
        Assert.Equal(
            $$"""{"id":"{{poll}}","question":"Cats or dogs?","kind":"single","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}],"minChoices":1,"maxChoices":1,"maxScore":null,"allowAbstain":false,"opensAt":null,"closesAt":null,"version":1,"voterKey":"{{new VoterKey(ApiHost.VoterKey).Fingerprint}}","joinCode":"{{code}}"}""",
            entry["definition"]);
    }

    [Fact]
    public async Task The_trace_of_a_recorded_request_travels_with_its_ballot()
    {
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or BallotTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var poll = await _api.OpenAsync();
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        await _api.SendAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/ballots", $$"""{"voter":"{{ApiClient.Voter(1)}}","choices":["cats"]}""", ("traceparent", $"00-{trace}-00f067aa0ba902b7-01"));

        var send = Assert.Single(ended, span => span.TraceId.ToHexString() == trace && span.Kind == ActivityKind.Producer);
        Assert.Equal("send votes", send.DisplayName);
        Assert.Equal($"00-{trace}-{send.SpanId}-01", (await servers.EntriesAsync(poll))[^1]["traceparent"]);
    }

    [Theory]
    [InlineData("""{"voter":"short","choices":["cats"]}""")]
    [InlineData("""{"choices":["cats"]}""")]
    [InlineData("""{"voter":null,"choices":["cats"]}""")]
    [InlineData("""{"voter":"voter-000000000000000!","choices":["cats"]}""")]
    [InlineData("""{"voter":"vöter-0000000000000001","choices":["cats"]}""")]
    [InlineData("""{"voter":"voter-0000000000000001","choices":["bats"]}""")]
    public async Task What_is_no_vote_is_refused_with_the_reason(string body)
    {
        var poll = await _api.OpenAsync();

        (await _api.CastAsync(poll, body)).AssertProblem(400);

        Assert.Single(await servers.EntriesAsync(poll));
    }

    [Fact]
    public async Task An_unknown_poll_is_404_and_leaves_nothing_behind()
    {
        var length = await servers.LengthAsync();
        foreach (var poll in (string[])["nobody", "PETS", "pets.1", "a%2Fb", "%F0%9F%90%B1", new string('x', 41), "votes:poll:pets"])
        {
            (await _api.CastAsync(poll, 1, "cats")).AssertProblem(404);
        }

        Assert.Equal(length, await servers.LengthAsync());
    }

    [Fact]
    public async Task Before_a_poll_opens_a_vote_is_409()
    {
        var poll = await _api.OpenAsync($"\"opensAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}\"");

        Assert.Contains("not open yet", (await _api.CastAsync(poll, 1, "cats")).AssertProblem(409).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beyond_the_backlog_a_vote_is_429_and_says_when_to_come_again()
    {
        var poll = await _api.OpenAsync();
        await using var full = servers.StartHost(new() { ["Limits:MaxBacklog"] = "1" });

        var refused = (await full.Client().CastAsync(poll, 1, "cats")).AssertProblem(429);

        Assert.True(refused.RetryAfter > TimeSpan.Zero);
        Assert.Single(await servers.EntriesAsync(poll));
    }

    [Fact]
    public async Task Beyond_what_may_be_in_progress_a_vote_is_503_and_the_others_go_on()
    {
        var poll = await _api.OpenAsync();
        await using var narrow = servers.StartHost(new() { ["Limits:MaxInProgress"] = "1" });
        var api = narrow.Client();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(voter => api.CastAsync(poll, voter, "cats")));

        Assert.All(answers.Where(answer => answer.Status != 202), answer => answer.AssertUnavailable());
        Assert.Equal(answers.Count(answer => answer.Status == 202), (await servers.EntriesAsync(poll)).Count - 1);
        Assert.Equal(202, (await api.CastAsync(poll, 1, "cats")).Status);
    }

    [Fact]
    public async Task A_ballot_checked_against_an_old_definition_is_checked_again()
    {
        await using var other = servers.StartHost();
        var api = other.Client();
        var poll = await _api.OpenAsync($"\"opensAt\":\"{ApiClient.Time(DateTimeOffset.UtcNow.AddHours(1))}\"");
        Assert.Equal(409, (await api.CastAsync(poll, 1, "cats")).Status); // and now it knows version 1

        var changed = await _api.HostAsync(HttpMethod.Put, $"/api/v1/polls/{poll}", """{"question":"Which?","options":[{"label":"Bats"},{"label":"Owls"}]}""");
        Assert.Equal(200, changed.Status);

        (await api.CastAsync(poll, 1, "cats")).AssertProblem(400);
        Assert.Equal(202, (await api.CastAsync(poll, 1, "owls")).Status);
        Assert.Equal(["poll.opened", "poll.changed", "ballot.cast"], (await servers.EntriesAsync(poll)).Select(entry => entry["type"]));
    }
}
