using System.Diagnostics;
using Microsoft.Extensions.Options;
using Npgsql;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>Turns notifications into reads: the first at once, then at most one per pause and poll, fewer when reading is slow.</summary>
internal sealed class Refresh(
    LedgerReader reader, TallyBoard board, IOptions<LiveOptions> options, ResultsTelemetry telemetry,
    IHostApplicationLifetime lifetime, ILogger<Refresh> logger) : IDisposable
{
    /// <summary>The key under which the ledger's balance is refreshed; no poll has it.</summary>
    public const string Balance = "";

    private const int MostReadsAtOnce = 4;
    private static readonly TimeSpan _pauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long?> _changedAt = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reads = new(MostReadsAtOnce);

    /// <summary>Something changed. Never blocks.</summary>
    public void Mark(string key)
    {
        lock (_gate)
        {
            var isRunning = _changedAt.TryGetValue(key, out var since);
            _changedAt[key] = since ?? Stopwatch.GetTimestamp();
            if (!isRunning)
                _ = RunAsync(key, lifetime.ApplicationStopping);
        }
    }

    public void Dispose() => _reads.Dispose();

    private async Task RunAsync(string key, CancellationToken ct)
    {
        await Task.Yield();
        while (Take(key) is { } changedAt && !ct.IsCancellationRequested)
        {
            var pause = await ReadAsync(key, changedAt, ct);
            await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>When the key first changed since its last read; null, and the key forgotten, where it did not.</summary>
    private long? Take(string key)
    {
        lock (_gate)
        {
            var changedAt = _changedAt[key];
            if (changedAt is null)
                _changedAt.Remove(key);
            else
                _changedAt[key] = null;
            return changedAt;
        }
    }

    private async Task<TimeSpan> ReadAsync(string key, long changedAt, CancellationToken ct)
    {
        try
        {
            await _reads.WaitAsync(ct);
            var started = Stopwatch.GetTimestamp();
            try
            {
                await ShowAsync(key, ct);
            }
            finally
            {
                _reads.Release();
            }

            var took = Stopwatch.GetElapsedTime(started);
            telemetry.ReadDuration.Record(took.TotalSeconds);
            telemetry.NotificationLag.Record(Stopwatch.GetElapsedTime(changedAt).TotalSeconds);
            var least = TimeSpan.FromMilliseconds(options.Value.ReadPauseMilliseconds);
            return took * 2 > least ? took * 2 : least;
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException or InvalidOperationException && !ct.IsCancellationRequested)
        {
            Log.ReadFailed(logger, key, fault);
            Mark(key);
            return _pauseAfterFailure;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
    }

    private async Task ShowAsync(string key, CancellationToken ct)
    {
        if (key.Length == 0)
            board.Show(await reader.ReadBalanceAsync(ct));
        else if (await reader.ReadAsync(key, ct) is { } tally)
            board.Show(tally);
    }
}
