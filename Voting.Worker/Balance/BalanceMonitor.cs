using System.Diagnostics;
using Npgsql;
using Voting.Worker.Streams;

namespace Voting.Worker.Balance;

/// <summary>Measures the stream, the ledger and the balance of both every second or two, publishes the balance as a metric and in <c>ledger.balance</c>, and says loudly when it stays off zero.</summary>
internal sealed class BalanceMonitor(
    VoteStream stream, NpgsqlDataSource ledger, SchemaReadiness schema, BalanceTelemetry telemetry, IntakeProgress progress,
    ILogger<BalanceMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan _moving = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _still = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _alarm = TimeSpan.FromSeconds(10);

    private long _offSince;

    /// <summary>The balance; null where it was not measured in the last ten seconds.</summary>
    public LedgerBalance? Latest => telemetry.Balance.Current;

    /// <summary>How long the balance has been off zero. While it cannot be measured, nothing is known of it: zero.</summary>
    public TimeSpan OffFor => _offSince == 0 || Latest is null ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_offSince);

    // Two loops: a store that does not answer holds up only the measurements that need it.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(WatchStreamAsync(stoppingToken), WatchBalanceAsync(stoppingToken));

    private async Task WatchStreamAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                telemetry.Stream.Take(await stream.TotalsAsync());
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.StreamUnknown(logger, exception.Message);
            }

            await Task.Delay(_moving, stoppingToken);
        }
    }

    private async Task WatchBalanceAsync(CancellationToken stoppingToken)
    {
        await schema.Ready.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var moved = true;
            try
            {
                var last = Latest;
                var balance = await TakeAsync(stoppingToken);
                moved = balance != last;
                Observe(balance);
                await PublishAsync(balance, moved, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // A store is away. The intake says so; here it only means that there is no new reading.
                progress.ObserveNothing();
                if (Latest is null)
                {
                    _offSince = 0;
                }

                Log.BalanceUnknown(logger, exception.Message);
            }

            await Task.Delay(moved ? _moving : _still, stoppingToken);
        }
    }

    internal async Task<LedgerBalance> TakeAsync(CancellationToken ct)
    {
        await using var connection = await ledger.OpenConnectionAsync(ct);
        var balance = await ReadAsync(connection, ct);
        if (balance.Balance == 0)
        {
            return balance;
        }

        // Before anyone is alarmed: perhaps it is only Redis that lost count.
        await stream.CorrectReadCountAsync();
        return await ReadAsync(connection, ct);
    }

    private async Task<LedgerBalance> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var before = await StoredAsync(connection, ct);
        telemetry.Ledger.Take(new(before));
        var totals = await stream.TotalsAsync();
        return LedgerBalance.Of(totals, before, await StoredAsync(connection, ct));
    }

    private static async Task<long> StoredAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select coalesce(sum(stored + rejected + events), 0)::bigint from ledger.poll_count", connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private void Observe(LedgerBalance balance)
    {
        telemetry.Balance.Take(balance);
        progress.Observe(balance);
        if (balance.Balance == 0)
        {
            _offSince = 0;
            return;
        }

        if (_offSince == 0)
        {
            _offSince = Stopwatch.GetTimestamp();
        }

        if (OffFor > _alarm)
        {
            Log.BalanceNotZero(logger, balance.Balance, OffFor.TotalSeconds, balance.Accepted, balance.Stored, balance.InFlight, balance.DeadLettered);
        }
    }

    private async Task PublishAsync(LedgerBalance balance, bool moved, CancellationToken ct)
    {
        await using var command = ledger.CreateCommand("""
            insert into ledger.balance_reading (accepted, stored, in_flight, dead_lettered, balance, measured_at)
            values ($1, $2, $3, $4, $5, now())
            on conflict (only_row) do update set accepted = excluded.accepted, stored = excluded.stored,
                in_flight = excluded.in_flight, dead_lettered = excluded.dead_lettered,
                balance = excluded.balance, measured_at = excluded.measured_at
            """);
        foreach (var value in new[] { balance.Accepted, balance.Stored, balance.InFlight, balance.DeadLettered, balance.Balance })
        {
            command.Parameters.Add(new() { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
        if (moved)
        {
            await using var notify = ledger.CreateCommand("notify ledger_balance");
            await notify.ExecuteNonQueryAsync(ct);
        }
    }
}
