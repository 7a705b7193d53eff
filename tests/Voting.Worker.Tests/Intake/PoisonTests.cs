using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>No entry can stop the pipeline: what cannot be stored is set aside with its reason, once.</summary>
[Collection(SharedServers.Name)]
public sealed class PoisonTests(Servers servers)
{
    private const string Ballot = "0199c2f4-0000-7000-8000-000000000001";
    private const string Voter = "00112233445566778899aabbccddeeff";

    [Fact]
    public async Task Poison_of_every_sort_is_set_aside_with_its_reason_and_the_votes_around_it_are_counted()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        var expected = new List<string>();
        foreach (var (reason, fields) in Poison())
        {
            await path.AppendAsync(fields);
            expected.Add(reason);
        }

        await path.CastAsync("pets", 2, "cats");
        path.StartWorker();
        await path.CastAsync("pets", 3, "cats");

        await path.SettleAsync();

        Assert.Equal(["cats=3"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await path.DeadReasonsAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_id_from_the_future_is_stored_and_so_is_what_follows_it()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        path.StartWorker();
        var future = DateTimeOffset.UtcNow.AddYears(50).ToUnixTimeMilliseconds();
        await path.AppendAtAsync($"{future}-5", "v", "1", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", Voter, "content", "cats");
        await path.CastAsync("pets", 1, "dogs");
        await path.CloseAsync("pets");

        await path.SettleAsync();

        Assert.Equal("final", await path.Ledger.StateAsync("pets"));
        Assert.Equal(["cats=1", "dogs=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task Beyond_an_id_that_fits_no_position_nothing_is_lost_or_retried_for_ever()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        path.StartWorker();
        await path.AppendAtAsync("9007199254740993-0", "v", "1");
        await path.CastAsync("pets", 2, "dogs");

        await path.SettleAsync();

        Assert.Equal(["entry id out of range", "entry id out of range"], await path.DeadReasonsAsync());
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task A_forged_definition_breaks_no_view()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        await path.OpenAsync("forged", Definitions.Json("forged")[..^1] + ""","opensAt":"never","more":1e9999999}""");
        await path.OpenAsync("more", Definitions.Json("more")[..^1] + ""","more":1e9999999,"x":"\ud800"}""");
        path.StartWorker();

        await path.SettleAsync();

        Assert.Equal(2L, await path.Ledger.ScalarAsync<long>("select count(*) from (select * from ledger.poll_results order by opens_at) r"));
        Assert.Equal(6L, await path.Ledger.ScalarAsync<long>("select count(*) from (select * from ledger.option_tallies order by label) r"));
        Assert.Equal(["not a poll definition"], await path.DeadReasonsAsync());
    }

    [Fact]
    public async Task An_entry_that_was_deleted_from_the_stream_does_not_stop_what_follows()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var gone = await path.CastAsync("pets", 1, "cats");
        await path.CastAsync("pets", 2, "dogs");
        await path.ReadAndDieAsync(3);
        await path.Stream.ExecuteAsync("XDEL", "votes", gone);
        await path.CloseAsync("pets");
        var worker = path.StartWorker();

        await Eventually.TrueAsync("the result is final", async () => await path.Ledger.StateAsync("pets") == "final");

        Assert.Equal(["dogs=1"], await path.Ledger.TallyAsync("pets"));
        Assert.NotEqual(0, (await worker.BalanceAsync()).Balance); // someone took a vote away, and the balance says so
    }

    private static IEnumerable<(string Reason, string[] Fields)> Poison()
    {
        yield return ("unknown schema version", ["x", "y"]);
        yield return ("unknown schema version", ["", ""]);
        yield return ("unknown schema version", ["v", "2", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", Voter, "content", "cats"]);
        yield return ("unknown schema version", [.. Enumerable.Range(0, 6_000).Select(i => $"f{i}")]);
        yield return ("unknown event type", ["v", "1", "type", "ballot.cast\0", "poll", "pets"]);
        yield return ("no valid poll id", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "PETS\0", "voter", Voter, "content", "cats"]);
        yield return ("no valid ballot id", ["v", "1", "type", "ballot.cast", "id", "42", "poll", "pets", "voter", Voter, "content", "cats"]);
        yield return ("no valid voter", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", "me@example.org", "content", "cats"]);
        yield return ("no canonical ballot", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", Voter, "content", "ca\0ts"]);
        yield return ("no canonical ballot", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", Voter, "content", new string('a', 1_000_000)]);
        yield return ("not a ballot of this poll", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", Voter, "content", "unicorns"]);
        yield return ("not a ballot of this poll", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "pets", "voter", Voter, "content", ",,,,"]);
        yield return ("unknown poll", ["v", "1", "type", "ballot.cast", "id", Ballot, "poll", "nobody", "voter", Voter, "content", "cats"]);
        yield return ("not a poll definition", ["v", "1", "type", "poll.opened", "id", "x:1", "poll", "x", "definition", """{"id":"x","version":1}"""]);
        yield return ("not a poll definition", ["v", "1", "type", "poll.opened", "id", "x:1", "poll", "x", "definition", new string('[', 200_000)]);
        yield return ("no poll definition", ["v", "1", "type", "poll.opened", "id", "x:1", "poll", "x", "definition", new string(' ', 1_000_000)]);
    }
}
