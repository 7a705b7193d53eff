using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Balance;

/// <summary>While one store does not answer, the other is still measured, and what cannot be measured is absent.</summary>
[Collection(SharedServers.Name)]
public sealed class OutageReadingsTests(Servers servers)
{
    [Fact]
    public async Task Votes_that_pile_up_while_PostgreSQL_does_not_answer_are_seen_and_no_old_balance_is_shown()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        var worker = path.StartWorker();
        await path.SettleAsync();
        using var metrics = new WorkerMetrics(worker);
        await Eventually.TrueAsync("the balance is 0", () => Task.FromResult(metrics.Now("voting.ledger.balance") == 0));

        servers.Postgres.Freeze();
        try
        {
            for (var voter = 1; voter <= 7; voter++)
            {
                await path.CastAsync("pets", voter, "cats");
            }

            await Eventually.TrueAsync("the backlog is seen", () => Task.FromResult(metrics.Now("voting.stream.backlog") == 7));
            await Eventually.TrueAsync("no balance is shown", () => Task.FromResult(metrics.Now("voting.ledger.balance") is null));
            await Eventually.TrueAsync("no old number of the ledger is shown", () => Task.FromResult(metrics.Now("voting.ledger.stored") is null));
            Assert.Equal(7, metrics.Now("voting.stream.backlog"));
            Assert.InRange(metrics.Now("voting.reading.age", "reading=balance")!.Value, 10, 60);
            Assert.InRange(metrics.Now("voting.reading.age", "reading=stream")!.Value, 0, 10);
        }
        finally
        {
            servers.Postgres.Thaw();
        }

        await path.SettleAsync();
        await Eventually.TrueAsync("the balance is 0 again", () => Task.FromResult(metrics.Now("voting.ledger.balance") == 0));
        await Eventually.TrueAsync("the backlog is gone", () => Task.FromResult(metrics.Now("voting.stream.backlog") == 0));
        Assert.Equal(8, metrics.Now("voting.ledger.stored"));
    }

    [Fact]
    public async Task While_Redis_does_not_answer_the_ledger_is_still_measured_and_no_old_backlog_is_shown()
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        var worker = path.StartWorker();
        await path.SettleAsync();
        using var metrics = new WorkerMetrics(worker);
        await Eventually.TrueAsync("the backlog is 0", () => Task.FromResult(metrics.Now("voting.stream.backlog") == 0));

        servers.Redis.Freeze();
        try
        {
            await Eventually.TrueAsync("no backlog is shown", () => Task.FromResult(metrics.Now("voting.stream.backlog") is null));
            await Eventually.TrueAsync("no balance is shown", () => Task.FromResult(metrics.Now("voting.ledger.balance") is null));
            Assert.Equal(2, metrics.Now("voting.ledger.stored"));
            Assert.InRange(metrics.Now("voting.reading.age", "reading=stream")!.Value, 10, 60);
        }
        finally
        {
            servers.Redis.Thaw();
        }

        await Eventually.TrueAsync("the backlog is 0 again", () => Task.FromResult(metrics.Now("voting.stream.backlog") == 0));
    }
}
