using StackExchange.Redis;
using Voting.Api.Tests.Stores;
using Voting.Contracts.Polls;
using Voting.Stores;

namespace Voting.Api.Tests.Codes;

/// <summary>What hosts do with voting codes, and what the stores keep of them.</summary>
[Collection(SharedServers.Name)]
public sealed class HostCodesTests(Servers servers)
{
    private readonly ApiClient _api = servers.Api;

    [Fact]
    public async Task Codes_are_made_in_batches_counted_revoked_and_noted_and_the_log_names_none()
    {
        var poll = await _api.OpenAsync(CodePolls.Changeable);
        var first = await _api.AddCodesAsync(poll, 3);
        await _api.AddCodesAsync(poll, 5);
        var guess = CodePolls.Guess();

        var revoked = (await _api.RevokeAsync(poll, first[0], first[0].ToLowerInvariant(), "nonsense", guess)).Json;
        Assert.Equal((1, 0), ((int)revoked["revoked"]!, (int)revoked["alreadyRevoked"]!));
        Assert.Equal(["nonsense", guess], revoked["unknown"]!.AsArray().Select(code => (string)code!));
        var batch = await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes/revoke", """{"batch":1}""");
        Assert.Equal((2, 1), ((int)batch.Json["revoked"]!, (int)batch.Json["alreadyRevoked"]!));

        var counts = await _api.HostAsync(HttpMethod.Get, $"/api/v1/polls/{poll}/codes");
        Assert.Equal("""{"made":8,"revoked":3,"used":null,"batches":[{"batch":1,"made":3,"revoked":3},{"batch":2,"made":5,"revoked":0}]}""", counts.Text);
        var log = (await _api.HostAsync(HttpMethod.Get, $"/api/v1/polls/{poll}/audit")).Json.AsArray().Select(entry => ((string)entry!["action"]!, (string?)entry["detail"])).ToList();
        Assert.Equal([("opened", "version 1"), ("codes-added", "batch 1: 3"), ("codes-added", "batch 2: 5"), ("codes-revoked", "1"), ("codes-revoked", "batch 1: 2")], log);
    }

    [Fact]
    public async Task Codes_come_as_CSV_too()
    {
        var poll = await _api.OpenAsync(CodePolls.Changeable);

        var csv = await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes?format=csv", """{"count":4}""");

        Assert.Equal((200, "text/csv"), (csv.Status, csv.Type));
        var lines = csv.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(("code", 5), (lines[0], lines.Length));
        Assert.All(lines[1..], line => Assert.NotNull(VotingCode.Parse(line)));
        Assert.Equal(202, (await _api.CastCodeAsync(poll, lines[1])).Status);
    }

    [Fact]
    public async Task A_draft_has_codes_before_it_opens_and_they_are_good_under_a_newer_voter_key_too()
    {
        var (poll, key) = await _api.DraftAsync(CodePolls.Changeable);
        var code = (await _api.AddCodesAsync(poll, 1))[0];
        await using var rotated = servers.StartHost(new() { ["Voter:Keys:0"] = "a-newer-voter-key-of-the-tests", ["Voter:Keys:1"] = ApiHost.VoterKey, ["Voter:Key"] = "" });

        Assert.Equal(200, (await rotated.Client().KeyAsync(key, HttpMethod.Post, $"/api/v1/polls/{poll}/open")).Status);

        Assert.Equal(202, (await rotated.Client().CastCodeAsync(poll, code)).Status);
    }

    [Fact]
    public async Task A_draft_is_deleted_with_its_codes()
    {
        var (poll, key) = await _api.DraftAsync(CodePolls.Changeable);
        await _api.AddCodesAsync(poll, 2);

        Assert.Equal(204, (await _api.KeyAsync(key, HttpMethod.Delete, $"/api/v1/polls/{poll}")).Status);
        Assert.Equal(0, await servers.ScalarAsync<long>($"select count(*) from polls.code where poll = '{poll}'"));
    }

    [Fact]
    public async Task Who_may_not_and_what_cannot_be_is_refused()
    {
        var (poll, link) = (await _api.OpenAsync(CodePolls.Changeable), await _api.OpenAsync());
        (await _api.SendAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes", """{"count":1}""")).AssertProblem(401);
        (await _api.GetAsync($"/api/v1/polls/{poll}/codes")).AssertProblem(401);
        (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{link}/codes", """{"count":1}""")).AssertCode(409, "poll_without_codes");
        (await _api.HostAsync(HttpMethod.Post, "/api/v1/polls/nobody/codes", """{"count":1}""")).AssertProblem(404);
        foreach (var body in (string[])["{}", """{"count":0}""", """{"count":10001}"""])
        {
            (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes", body)).AssertProblem(400);
        }

        (await _api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"voters":"link"}""")).AssertCode(409, "poll_open");
        (await _api.HostAsync(HttpMethod.Patch, $"/api/v1/polls/{poll}", """{"allowChange":false}""")).AssertCode(409, "poll_open");
        await _api.CloseAsync(poll);
        (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes", """{"count":1}""")).AssertCode(409, "poll_closed");
    }

    [Fact]
    public async Task Ten_thousand_codes_are_made_at_once_and_work_and_are_revoked_at_once()
    {
        var poll = await _api.OpenAsync(CodePolls.Once);
        var codes = await _api.AddCodesAsync(poll, 10_000);

        Assert.Equal(10_000, codes.Distinct().Count());
        Assert.Equal(202, (await _api.CastCodeAsync(poll, codes[^1])).Status);
        Assert.Equal(10_000, await servers.Stream.HashLengthAsync($"votes:codes:{poll}"));

        var revoked = await _api.RevokeAsync(poll, codes);

        Assert.Equal((200, 10_000), (revoked.Status, (int)revoked.Json["revoked"]!));
        (await _api.CastCodeAsync(poll, codes[0])).AssertCode(403, "code_revoked");
    }

    [Fact]
    public async Task No_store_has_a_code_and_no_value_of_the_codes_is_one_of_the_ballots()
    {
        var poll = await _api.OpenAsync(CodePolls.Once);
        var codes = await _api.AddCodesAsync(poll, 5);
        foreach (var code in codes)
        {
            Assert.Equal(202, (await _api.CastCodeAsync(poll, code, key: "key")).Status);
        }

        var kept = (await servers.Stream.HashKeysAsync($"votes:codes:{poll}")).ToStringArray();
        var table = await servers.ScalarAsync<string>($"select string_agg(c::text, E'\\n') from polls.code c where poll = '{poll}'");
        var stream = (await servers.EntriesAsync(poll)).SelectMany(entry => entry.Values).ToList();
        var ids = (await servers.Stream.HashGetAllAsync($"votes:keys:{poll}")).Select(entry => $"{entry.Name} {entry.Value}");
        var voted = (await servers.Stream.SetMembersAsync($"votes:voted:{poll}")).ToStringArray();

        Assert.Equal((5, 5), (kept.Length, voted.Length));
        Assert.All(kept, hash => Assert.Contains(hash!, table, StringComparison.Ordinal));
        Assert.All(kept, hash => Assert.DoesNotContain(stream.Concat(ids).Concat(voted), value => value!.Contains(hash!, StringComparison.Ordinal)));
        var everything = string.Join('\n', [table, .. stream!, .. ids, .. kept!, .. voted!]);
        Assert.All(codes, code => Assert.DoesNotContain(VotingCode.Parse(code)!, everything.ToUpperInvariant(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Redis_without_the_codes_gets_them_again_the_revoked_ones_as_revoked()
    {
        var poll = await _api.OpenAsync(CodePolls.Changeable);
        var codes = await _api.AddCodesAsync(poll, 2);
        await _api.RevokeAsync(poll, codes[0]);
        await servers.Stream.KeyDeleteAsync($"votes:codes:{poll}");
        (await _api.CastCodeAsync(poll, codes[1])).AssertCode(403, "code_unknown");

        // A process that starts publishes everything, as one does that notices an emptied Redis.
        await using var started = servers.StartHost();

        await Eventually.TrueAsync("the code is good again", async () => (await _api.CastCodeAsync(poll, codes[1])).Status == 202);
        (await _api.CastCodeAsync(poll, codes[0])).AssertCode(403, "code_revoked");
    }

    [Fact]
    public async Task With_PostgreSQL_away_codes_that_are_published_vote()
    {
        var poll = await _api.OpenAsync(CodePolls.Once);
        var codes = await _api.AddCodesAsync(poll, 2);
        await servers.Postgres.KillAsync();
        try
        {
            Assert.Equal(202, (await _api.CastCodeAsync(poll, codes[0])).Status);
            (await _api.CastCodeAsync(poll, codes[0], "dogs")).AssertCode(409, "already_voted");
            (await _api.CastCodeAsync(poll, CodePolls.Guess())).AssertCode(403, "code_unknown");
            (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes", """{"count":1}""")).AssertUnavailable();
        }
        finally
        {
            await servers.Postgres.StartAgainAsync();
        }

        await Eventually.TrueAsync("codes are made again", async () => (await _api.HostAsync(HttpMethod.Post, $"/api/v1/polls/{poll}/codes", """{"count":1}""")).Status == 200);
    }

    [Fact]
    public async Task With_Redis_away_new_codes_are_not_lost_and_work_as_soon_as_it_is_back()
    {
        var poll = await _api.OpenAsync(CodePolls.Once);
        string code;
        await servers.Redis.KillAsync();
        try
        {
            code = (await _api.AddCodesAsync(poll, 1))[0];
        }
        finally
        {
            await servers.Redis.StartAgainAsync();
        }

        await Eventually.TrueAsync("the code votes", async () => (await _api.CastCodeAsync(poll, code)).Status == 202);
    }
}
