using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;
using Voting.Contracts.Results;

namespace Voting.Api.Tests.Results;

/// <summary>Wire 3, the reading side, on the views as their owner makes them.</summary>
[Collection(SharedServers.Name)]
public sealed class ResultsTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task The_results_and_receipts_of_a_poll_are_those_of_the_ledger()
    {
        var poll = ApiClient.NewPollId();
        await DefineAsync(poll, 1, "single");
        await StoreAsync(poll, 2, ("cats", 1), ("dogs", 1), ("cats", 2), ("", 3));

        Assert.Equal(
            $$"""{"poll":"{{poll}}","question":"?","kind":"single","state":"open","final":false,"counted":3,"superseded":1,"rejected":0,"abstained":1,"options":[{"id":"cats","label":"Cats","ballots":1,"score":null},{"id":"dogs","label":"Dogs","ballots":1,"score":null}]}""",
            (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Text);
        Assert.Equal(
            ("superseded", "counted", "counted"),
            (await StatusAsync(poll, 2), await StatusAsync(poll, 3), await StatusAsync(poll, 4)));

        await servers.ExecuteAsync($"select ledger.apply_fence(5000, '{poll}'); select ledger.finalize('{poll}')");
        var final = (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json;
        Assert.Equal(("final", true), ((string?)final["state"], (bool)final["final"]!));
    }

    [Fact]
    public async Task A_score_poll_has_its_sums()
    {
        var poll = ApiClient.NewPollId();
        await DefineAsync(poll, 10_000, "score");
        await StoreAsync(poll, 10_001, ("cats:5,dogs:1", 1), ("cats:4", 2));

        var options = (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json["options"]!;

        Assert.Equal("""[{"id":"cats","label":"Cats","ballots":2,"score":9},{"id":"dogs","label":"Dogs","ballots":1,"score":1}]""", options.ToJsonString());
    }

    [Fact]
    public async Task A_ranking_poll_has_its_count_and_says_when_ballots_came_since()
    {
        var poll = ApiClient.NewPollId();
        await DefineAsync(poll, 30_000, "ranking");
        await StoreAsync(poll, 30_001, ("cats,dogs", 1));
        Assert.Null((await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json["count"]);

        var written = new PollCount(
            CountingMethod.InstantRunoff, 1, false, 1, 0, 0, ["cats"], "Cats wins in round 1 with 1 of 1 vote.",
            [new(1, CountMeasure.Votes, [new("cats", 1), new("dogs", 0)], 1, 0, 0, ["cats"], [], [], [], 0)], [], null,
            new(["cats", "dogs"], [[0, 1], [0, 0]]), "cats");
        await servers.ExecuteAsync($"""
            insert into ledger.poll_count_result (poll, version, stored, counted, final, result)
            select p.id, p.version, n.stored, n.counted, false, '{PollCountJson.Write(written)}' from ledger.poll p join ledger.poll_count n on n.poll = p.id where p.poll = '{poll}'
            """);
        var count = (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json["count"]!;
        Assert.Equal(
            ("instant-runoff", "cats", true, "votes", 1),
            ((string?)count["method"], (string?)count["winners"]![0], (bool)count["isCurrent"]!, (string?)count["rounds"]![0]!["measure"], (int)count["pairwise"]!["preferring"]![0]![1]!));

        await StoreAsync(poll, 30_002, ("dogs,cats", 2));
        var results = (await _api.GetAsync($"/api/v1/polls/{poll}/results")).Json;
        Assert.Equal((2, 1, false), ((int)results["counted"]!, (int)results["count"]!["counted"]!, (bool)results["count"]!["isCurrent"]!));
        Assert.Equal(2, results["options"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_rejected_ballot_says_why()
    {
        var poll = ApiClient.NewPollId();
        await DefineAsync(poll, 20_000, "single");
        await servers.ExecuteAsync($"select ledger.apply_fence(20001, '{poll}')");
        await StoreAsync(poll, 20_002, ("dogs", 1));

        var status = (await _api.GetAsync($"/api/v1/polls/{poll}/ballots/{BallotId(20_002)}")).Json;

        Assert.Equal(("rejected", "The poll was closed before this ballot."), ((string?)status["status"], (string?)status["reason"]));
    }

    [Fact]
    public async Task A_ballot_that_was_rejected_at_two_places_says_why_at_the_first()
    {
        var poll = ApiClient.NewPollId();
        await DefineAsync(poll, 21_000, "single");
        await servers.ExecuteAsync($"select ledger.apply_fence(21001, '{poll}')");
        await StoreAsync(poll, 21_002, ("dogs", 1));
        await servers.ExecuteAsync("insert into ledger.rejection select 21003, ballot, poll, 'duplicate' from ledger.rejection where position = 21002");

        var status = (await _api.GetAsync($"/api/v1/polls/{poll}/ballots/{BallotId(21_002)}")).Json;

        Assert.Equal(("rejected", "The poll was closed before this ballot."), ((string?)status["status"], (string?)status["reason"]));
    }

    [Fact]
    public async Task What_the_ledger_does_not_know_is_404()
        => (await _api.GetAsync("/api/v1/polls/nobody/results")).AssertProblem(404);

    [Fact]
    public async Task The_balance_is_the_latest_reading()
    {
        await servers.ExecuteAsync("delete from ledger.balance_reading");
        (await _api.GetAsync("/api/v1/ledger")).AssertProblem(404);
        await servers.ExecuteAsync("insert into ledger.balance_reading values (true, 10, 8, 1, 1, 0, '2026-11-21 02:00:00Z')");

        Assert.Equal(
            """{"accepted":10,"stored":8,"inFlight":1,"deadLettered":1,"balance":0,"measuredAt":"2026-11-21T02:00:00+00:00"}""",
            (await _api.GetAsync("/api/v1/ledger")).Text);
    }

    private async Task<string?> StatusAsync(string poll, int position) => (string?)(await _api.GetAsync($"/api/v1/polls/{poll}/ballots/{BallotId(position)}")).Json["status"];

    private static string BallotId(int position) => $"00000000-0000-0000-0000-{position:D12}";

    private Task DefineAsync(string poll, int position, string kind) => servers.ExecuteAsync($$"""
        select ledger.apply_definition({{position}}, 'poll.opened', '{{poll}}', 1,
            '{"question":"?","kind":"{{kind}}","options":[{"id":"cats","label":"Cats"},{"id":"dogs","label":"Dogs"}]}')
        """);

    private async Task StoreAsync(string poll, int first, params (string Content, int Voter)[] ballots)
    {
        foreach (var (content, voter) in ballots)
        {
            await servers.ExecuteAsync($"""
                select ledger.store(array[{first}]::bigint[], array['{BallotId(first)}']::uuid[], array[c.poll], array['00000000-0000-0000-0000-{voter:D12}']::uuid[], array[c.id])
                from ledger.content_ids(array[(select id from ledger.poll where poll = '{poll}')], array['{content}']) c
                """);
            first++;
        }
    }
}
