using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Operations;

[Collection(SharedServers.Name)]
public sealed class OperationsTests(Servers servers)
{
    [Fact]
    public async Task Dead_letters_are_listed_without_voters_and_replayed_when_the_cause_is_gone()
    {
        await using var path = await servers.VotePathAsync();
        var worker = path.StartWorker();
        await worker.ReadyAsync();
        await path.CastAsync("late", 1, "cats");
        await path.AppendAsync("v", "9", "content", "cats");
        await path.SettleAsync();
        using var client = worker.CreateAdministrator();

        var listed = (await client.GetStringAsync(new Uri("/operations/dead-letters", UriKind.Relative)))!;
        Assert.Contains("unknown poll", listed, StringComparison.Ordinal);
        Assert.Contains("unknown schema version", listed, StringComparison.Ordinal);
        Assert.DoesNotContain($"{1:x32}", listed, StringComparison.Ordinal);

        await path.OpenAsync("late");
        await path.SettleAsync();
        using var replay = await client.PostAsync(new Uri("/operations/dead-letters/replay", UriKind.Relative), null);
        Assert.Equal(2, (int)(await replay.Content.ReadFromJsonAsync<JsonObject>())!["count"]!);
        await path.SettleAsync();

        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("late"));
        Assert.Equal(["unknown schema version"], await path.DeadReasonsAsync());
    }

    [Fact]
    public async Task A_letter_too_large_to_replay_stays_and_does_not_hold_the_others()
    {
        await using var path = await servers.VotePathAsync();
        var worker = path.StartWorker();
        await path.AppendAsync([.. Enumerable.Range(0, 6_000).Select(i => $"f{i}")]);
        await path.AppendAsync("v", "9");
        await path.SettleAsync();
        using var client = worker.CreateAdministrator();

        using var replay = await client.PostAsync(new Uri("/operations/dead-letters/replay", UriKind.Relative), null);

        Assert.Equal(1, (int)(await replay.Content.ReadFromJsonAsync<JsonObject>())!["count"]!);
        await path.SettleAsync();
        Assert.Equal(2, await path.LengthAsync("votes:dead"));
    }

    [Fact]
    public async Task The_recount_says_equal_and_names_what_differs()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        await path.CastAsync("pets", 2, "dogs");
        var worker = path.StartWorker();
        await path.SettleAsync();
        using var client = worker.CreateAdministrator();

        var equal = await client.GetFromJsonAsync<JsonObject>("/operations/recount");
        Assert.Equal("""{"equal":true,"ballots":2,"differences":[],"sumDifferences":[]}""", equal!.ToJsonString());

        await path.Ledger.ExecuteAsync("update ledger.option_sum set ballots = 9 where option = 'dogs'; update ledger.poll_count set abstained = 3");
        var sums = await client.GetFromJsonAsync<JsonObject>("/operations/recount");
        Assert.Equal(
            """{"equal":false,"ballots":2,"differences":[],"sumDifferences":[{"poll":"pets","sum":"abstained","kept":3,"recounted":0},{"poll":"pets","sum":"dogs:0","kept":9,"recounted":1}]}""",
            sums!.ToJsonString());

        await path.Ledger.ExecuteAsync("select ledger.rebuild_sums(id) from ledger.poll");
        Assert.True((bool)(await client.GetFromJsonAsync<JsonObject>("/operations/recount"))!["equal"]!);

        await path.Ledger.ExecuteAsync("update ledger.tally set ballots = 7 where content = (select id from ledger.ballot_content where content = 'cats')");
        var meddled = await client.GetFromJsonAsync<JsonObject>("/operations/recount");
        Assert.Equal("""{"equal":false,"ballots":2,"differences":[{"poll":"pets","content":"cats","kept":7,"recounted":1}],"sumDifferences":[]}""", meddled!.ToJsonString());
    }

    [Fact]
    public async Task A_worker_is_alive_before_the_migrations_and_ready_after_them()
    {
        await using var path = await servers.VotePathAsync(migrated: false);
        var worker = path.StartWorker();
        using var client = worker.CreateAdministrator();

        var checks = worker.Services.GetRequiredService<HealthCheckService>();
        await Eventually.TrueAsync("it says that it is not migrated", async () =>
            (await checks.CheckHealthAsync()).Entries["schema"].Description!.StartsWith("Not migrated", StringComparison.Ordinal));
        Assert.Equal(503, (int)(await client.GetAsync(new Uri("/ready", UriKind.Relative))).StatusCode);
        Assert.Equal("Healthy", await client.GetStringAsync(new Uri("/health", UriKind.Relative)));

        await path.Ledger.MigrateAsync();
        await Eventually.TrueAsync("ready", async () => (await client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode);
    }
}
