using Microsoft.Extensions.Logging;
using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>An entry that the ledger refuses for a reason of its own never stops the counting; one that it cannot take now is tried again.</summary>
[Collection(SharedServers.Name)]
public sealed class RefusalTests(Servers servers)
{
    [Theory]
    [InlineData("22003")] // numeric value out of range
    [InlineData("22P05")] // a character that cannot be stored
    [InlineData("23514")] // a check
    [InlineData("23502")] // not null
    [InlineData("54000")] // an index row that is too large
    public async Task Ballots_that_are_refused_for_a_reason_of_the_data_are_dead_lettered_alone(string code)
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.Ledger.RefuseAsync("ballot", "('x' || right(new.voter::text, 8))::bit(32)::int in (7, 8, 299)", code);
        for (var voter = 1; voter <= 300; voter++)
        {
            await path.CastAsync("pets", voter, voter % 3 == 0 ? "dogs" : "cats");
        }

        path.StartWorker();
        await path.SettleAsync();

        Assert.Equal(["cats=197", "dogs=100"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal(Enumerable.Repeat($"refused by the ledger: {code} refused for the test", 3), await path.DeadReasonsAsync());
        Assert.Equal(0, await path.PendingAsync());
    }

    [Fact]
    public async Task A_batch_of_nothing_but_refused_ballots_is_dead_lettered_whole_and_the_next_poll_is_counted()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.OpenAsync("food");
        await path.Ledger.RefuseAsync("ballot_content", "new.content = 'eels'", "54000");
        for (var voter = 1; voter <= 40; voter++)
        {
            await path.CastAsync("pets", voter, "eels");
        }

        await path.CastAsync("food", 1, "cats");
        path.StartWorker();
        await path.SettleAsync();

        Assert.Empty(await path.Ledger.TallyAsync("pets"));
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("food"));
        Assert.Equal(40, (await path.DeadReasonsAsync()).Count);
    }

    [Fact]
    public async Task What_was_dead_lettered_is_counted_when_it_is_replayed_after_its_cause_is_gone()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.Ledger.RefuseAsync("ballot", "true", "23514");
        await path.CastAsync("pets", 1, "cats");
        using var client = path.StartWorker().CreateAdministrator();
        await path.SettleAsync();
        Assert.Single(await path.DeadReasonsAsync());

        await path.Ledger.AllowAsync("ballot");
        using var replay = await client.PostAsync(new Uri("/operations/dead-letters/replay", UriKind.Relative), null);
        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Empty(await path.DeadReasonsAsync());
    }

    [Theory]
    [InlineData("poll")] // the definition
    [InlineData("poll_event")] // the definition's event and the close marker's
    public async Task A_definition_or_a_close_marker_that_is_refused_does_not_stop_the_other_polls(string table)
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("good");
        var worker = path.StartWorker();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync(table, "true", "54000");
        await path.OpenAsync("bad");
        await path.CastAsync("bad", 1, "cats");
        await path.CastAsync("good", 1, "cats");
        await path.CloseAsync("good");

        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("good"));
        Assert.Contains("refused by the ledger: 54000 refused for the test", await path.DeadReasonsAsync());
        Assert.DoesNotContain(worker.Logs.Events, logged => logged.Name == "IntakeFailed");
    }

    [Theory]
    [InlineData("53100", "IntakeInterrupted")] // the disk is full
    [InlineData("40001", "IntakeInterrupted")] // two transactions in each other's way
    [InlineData("57P01", "IntakeInterrupted")] // the server is stopped
    [InlineData("42501", "IntakeFailed")] // a grant is missing: a bug, said as one
    [InlineData("XX000", "IntakeFailed")]
    public async Task What_is_no_fault_of_the_data_is_tried_again_and_a_bug_is_logged_with_its_stack(string code, string logged)
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var worker = path.StartWorker();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync("ballot", "true", code);
        await path.CastAsync("pets", 1, "cats");
        await Eventually.TrueAsync(logged, () => Task.FromResult(worker.Logs.Events.Count(entry => entry.Name == logged) >= 2));

        Assert.Empty(await path.DeadReasonsAsync());
        Assert.Equal(1, await path.PendingAsync());
        var (level, _, exception) = worker.Logs.Events.First(entry => entry.Name == logged);
        Assert.Equal(logged == "IntakeFailed" ? (LogLevel.Error, code) : (LogLevel.Warning, null), (level, (exception as Npgsql.PostgresException)?.SqlState));

        await path.Ledger.AllowAsync("ballot");
        await path.SettleAsync();
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
    }

    [Fact]
    public async Task An_intake_that_stands_still_while_PostgreSQL_answers_is_not_ready_and_says_so_until_it_moves_again()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var worker = path.StartWorker(settings: ("Intake:StalledAfter", "00:00:02"));
        using var client = worker.CreateAdministrator();
        await path.SettleAsync();
        await path.Ledger.RefuseAsync("ballot", "true", "42501");
        await path.CastAsync("pets", 1, "cats");

        await Eventually.TrueAsync("the worker is not ready", async () => !await IsReadyAsync(client));
        await Eventually.TrueAsync("it is logged", () => Task.FromResult(worker.Logs.Events.Any(entry => entry.Name == "IntakeStalled")));

        await path.Ledger.AllowAsync("ballot");
        await Eventually.TrueAsync("the worker is ready again", () => IsReadyAsync(client));
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("pets"));
    }

    private static async Task<bool> IsReadyAsync(HttpClient client) => (await client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode;
}
