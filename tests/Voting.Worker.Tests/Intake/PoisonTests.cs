using Voting.Stores;
using Voting.Worker.Streams;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>No entry can stop the pipeline: what cannot be stored is dead-lettered with its reason, once.</summary>
[Collection(SharedServers.Name)]
public sealed class PoisonTests(Servers servers)
{
    private const string Ballot = "0199c2f4-0000-7000-8000-000000000001";
    private const string Voter = "00112233445566778899aabbccddeeff";

    [Fact]
    public async Task Poison_of_every_sort_is_dead_lettered_with_its_reason_and_the_votes_around_it_are_counted()
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

    [Theory]
    [InlineData("2200000000000-5")]
    [InlineData("9007199254740993-0")]
    [InlineData("18446744073709551615-0")]
    public async Task After_an_id_from_the_future_the_stream_returns_to_the_present_and_what_followed_can_be_replayed(string forged)
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        await path.AppendAtAsync(forged, "v", "1");
        await path.CastAsync("pets", 2, "dogs"); // the API would not have
        await path.CastAsync("pets", 4, "eels");
        var worker = path.StartWorker();

        await Eventually.TrueAsync("ids are from the present", () => IsFromThePresentAsync(path));
        await path.CastAsync("pets", 3, "cats");
        await path.CastAsync("pets", 4, "cats"); // newer than what is replayed below
        await path.SettleAsync();

        Assert.Equal(Enumerable.Repeat("entry id out of range", 3), await path.DeadReasonsAsync());
        Assert.Equal(["cats=3"], await path.Ledger.TallyAsync("pets"));

        using var client = worker.CreateAdministrator();
        using var replay = await client.PostAsync(new Uri("/operations/dead-letters/replay", UriKind.Relative), null);
        await path.CloseAsync("pets");
        await path.SettleAsync();

        Assert.Equal("final", await path.Ledger.StateAsync("pets"));
        Assert.Equal(["cats=3", "dogs=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task After_the_last_id_that_there_is_the_stream_goes_on_too()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.AppendAtAsync("18446744073709551615-18446744073709551615", "v", "1");
        path.StartWorker();

        await Eventually.TrueAsync("ids are from the present", () => IsFromThePresentAsync(path));
        await path.CastAsync("pets", 1, "cats");
        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task Many_ballots_of_an_unknown_poll_do_not_hold_up_the_others()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        for (var i = 0; i < 3_000; i++)
        {
            await path.CastAsync("nobody", i, "cats");
        }

        path.StartWorker();
        await Eventually.TrueAsync("the first are dead-lettered", async () => await path.LengthAsync("votes:dead") > 0);
        await path.CastAsync("pets", 1, "cats");
        await Eventually.TrueAsync("the vote is counted", async () => await path.Ledger.TallyAsync("pets") is ["cats=1"]);

        Assert.NotEqual(3_000, await path.LengthAsync("votes:dead"));
    }

    [Fact]
    public async Task What_a_dead_worker_had_read_is_taken_over_in_parts_that_fit_and_without_what_is_larger_than_any_entry()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        for (var i = 0; i < 200; i++)
        {
            await path.AppendAsync("v", "1", "type", "ballot.cast", "more", new string('x', 100_000));
        }

        await path.AppendAsync("v", "1", "type", "ballot.cast", "more", new string('x', 20_000_000));
        await path.CastAsync("pets", 1, "cats");
        await path.ReadAndDieAsync(1_000);
        var worker = path.StartWorker();

        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(
            ["larger than any entry", .. Enumerable.Repeat("no valid poll id", 200)],
            (await path.DeadReasonsAsync()).Order(StringComparer.Ordinal));
        using var client = worker.CreateAdministrator();
        Assert.True((await client.GetStringAsync(new Uri("/operations/dead-letters", UriKind.Relative))).Length < 100_000);
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

    private static async Task<bool> IsFromThePresentAsync(VotePath path)
    {
        var last = (await path.Stream.StreamInfoAsync("votes")).LastGeneratedId.ToString();
        return EntryPosition.TryParse(last, out var position) && EntryPosition.Time(position) < DateTimeOffset.UtcNow.AddDays(1);
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
