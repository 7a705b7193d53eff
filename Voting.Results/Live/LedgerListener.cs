using Microsoft.EntityFrameworkCore;
using Npgsql;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>The one connection of this process that listens. After every (re)connect everything that is shown is read again, so no change is missed.</summary>
internal sealed class LedgerListener(
    IServiceScopeFactory scopes, PollIndex index, TallyBoard board, Refresh refresh, TimeProvider time, ILogger<LedgerListener> logger)
    : BackgroundService
{
    // A dead peer shows within Silence + Patience; PostgreSQL's own answer takes under a millisecond.
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestBackOff = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _firstBackOff = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backOff = _firstBackOff;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(() => backOff = _firstBackOff, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Whatever it was: a process that ends shows nothing of any poll.
                if (backOff == _firstBackOff)
                {
                    Log.LedgerLost(logger, fault);
                }
            }

            await Task.Delay(backOff, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            backOff = backOff * 2 > _longestBackOff ? _longestBackOff : backOff * 2;
        }
    }

    private async Task ListenAsync(Action connected, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(ConnectionString());
        try
        {
            await ListenAsync(connection, connected, ct);
        }
        finally
        {
            board.Disconnect();
            // Closing talks to the server, which may never answer; nothing waits for it.
            _ = connection.CloseAsync();
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, Action connected, CancellationToken ct)
    {
        connection.Notification += (_, change) => Hear(change.Channel, change.Payload);
        await connection.OpenAsync(ct);
        await ExecuteAsync(connection, "LISTEN ledger_changed; LISTEN ledger_balance", ct);

        // Listening first, then reading: a change in between is read twice rather than never.
        var polls = await index.ReadAsync(ct);
        board.Connect(time.GetUtcNow());
        refresh.Mark(Refresh.Balance);
        foreach (var poll in board.Shown)
        {
            refresh.Mark(poll);
        }

        Log.LedgerConnected(logger, polls);
        connected();

        while (true)
        {
            if (!await connection.WaitAsync(_silence, ct))
            {
                await ExecuteAsync(connection, "SELECT 1", ct).WaitAsync(_patience, ct);
            }

            board.Confirm(time.GetUtcNow());
            board.LetGo();
        }
    }

    private void Hear(string channel, string payload)
    {
        if (channel is "ledger_balance")
        {
            refresh.Mark(Refresh.Balance);
            return;
        }

        index.Hear(payload);
        refresh.MarkIfShown(payload);
    }

    private string ConnectionString()
    {
        using var scope = scopes.CreateScope();
        var views = scope.ServiceProvider.GetRequiredService<LedgerViewsContext>();
        return new NpgsqlConnectionStringBuilder(views.Database.GetConnectionString()) { Pooling = false }.ConnectionString;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
