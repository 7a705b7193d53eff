using System.Net;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

public sealed class LedgerFailureTests(Postgres postgres) : LedgerTests(postgres)
{
    [Fact]
    public async Task A_broken_listening_connection_heals_and_misses_nothing()
    {
        await Ledger.OpenAsync("pets");
        await Ledger.CountAsync("pets", "cats");
        await ShownAsync("pets");
        await using var stream = await EventReader.OpenAsync(Viewer, "/polls/pets/live");
        await stream.NextAsync();

        var broken = await Ledger.AskAsync(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'voting_results' and datname = current_database() and (query like '%LISTEN%' or query = 'SELECT 1')");
        // Behind the back of ledger.store there is no NOTIFY: only reading again finds it.
        await Ledger.WriteAsync("insert into ledger.standing select s.poll, gen_random_uuid(), s.position, s.content from ledger.standing s, generate_series(1, 8)");

        Assert.True(broken > 0);
        Assert.Equal(9, (long)(await stream.NextAsync(results => (long)results["counted"]! == 9))["counted"]!);
    }

    [Fact]
    public async Task While_PostgreSQL_is_down_the_last_result_is_shown_with_its_time_and_afterwards_the_new_one()
    {
        await using var store = await PostgresStore.StartAsync();
        await using var ledger = await WrittenLedger.CreateAsync(store);
        await using var site = new ResultsSite(ledger.ServiceConnection);
        using var viewer = site.CreateClient();
        await ledger.OpenAsync("pets");
        await ledger.CountAsync("pets", "cats", 5);
        await ShowsAsync(viewer, "5</strong> votes counted");

        await store.KillAsync();
        var noticed = await ShowsAsync(viewer, "The ledger cannot be reached.");
        Assert.InRange(noticed.TotalSeconds, 0, 5);
        Assert.Contains("5</strong> votes counted", await PageAsync(viewer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await viewer.GetAsync("/ready")).StatusCode);

        await ledger.StartAgainAsync();
        await ledger.CountAsync("pets", "cats");
        await ShowsAsync(viewer, "6</strong> votes counted");
        Assert.DoesNotContain("cannot be reached", await PageAsync(viewer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_that_hangs_is_noticed_within_five_seconds()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");

        Ledger.Store.Freeze();
        try
        {
            var noticed = await ShowsAsync(Viewer, "The ledger cannot be reached.");
            Assert.InRange(noticed.TotalSeconds, 0, 5);
        }
        finally
        {
            Ledger.Store.Thaw();
        }

        await Eventually.TrueAsync("healed", async () => !(await PageAsync(Viewer)).Contains("cannot be reached", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_connection_listens_however_many_are_watching()
    {
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
        var viewers = new List<EventReader>();
        for (var i = 0; i < 50; i++)
        {
            viewers.Add(await EventReader.OpenAsync(Viewer, "/polls/pets/live"));
            await viewers[^1].NextAsync();
        }

        await Ledger.CountAsync("pets", "cats");
        foreach (var viewer in viewers)
        {
            await viewer.NextAsync(results => (long)results["counted"]! == 1);
        }

        // The listener, and one or two pooled readers.
        Assert.InRange(await Ledger.AskAsync("select count(*) from pg_stat_activity where usename = 'voting_results' and datname = current_database()"), 1, 4);
        foreach (var viewer in viewers)
        {
            await viewer.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("select count(*) from ledger.poll")]
    [InlineData("insert into ledger.balance (accepted) values (1)")]
    [InlineData("create table ledger.mine (x int)")]
    public async Task The_role_of_the_service_reads_views_and_nothing_else(string forbidden)
    {
        await using var service = Npgsql.NpgsqlDataSource.Create(Ledger.ServiceConnection);
        await using var command = service.CreateCommand(forbidden);

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal("42501", refused.SqlState);
    }

    private static async Task<string> PageAsync(HttpClient viewer)
    {
        using var response = await viewer.GetAsync("/polls/pets");
        return await response.Content.ReadAsStringAsync();
    }

    private static Task<TimeSpan> ShowsAsync(HttpClient viewer, string words) =>
        Eventually.TrueAsync(words, async () => (await PageAsync(viewer)).Contains(words, StringComparison.Ordinal));
}
