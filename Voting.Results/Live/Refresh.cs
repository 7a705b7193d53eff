using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Voting.Results.Ledger;

namespace Voting.Results.Live;

/// <summary>What came of reading a poll.</summary>
internal enum ReadOutcome
{
    /// <summary>It is on the board.</summary>
    Shown,

    /// <summary>The ledger has no such poll.</summary>
    Unknown,

    /// <summary>The ledger cannot be reached, or does not answer in time.</summary>
    Unavailable,

    /// <summary>The ledger answers, and the poll's row cannot be read.</summary>
    Unreadable,
}

/// <summary>
/// Reads polls one by one, each for itself: the first change at once, then at most one read per pause and poll, fewer when reading
/// is slow. A poll that is slow or fails waits for others of its sort, never the others for it.
/// </summary>
internal sealed class Refresh(
    LedgerReader reader, TallyBoard board, IOptions<LiveOptions> options, ResultsTelemetry telemetry,
    IHostApplicationLifetime lifetime, ILogger<Refresh> logger) : IDisposable
{
    /// <summary>The key under which the ledger's balance is refreshed; no poll has it.</summary>
    public const string Balance = "";

    private const int MostReadsAtOnce = 4;
    private static readonly TimeSpan _slow = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _pauseAfterOutage = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _pauseWhileUnreadable = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Turn?> _turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _slowKeys = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _reads = new(MostReadsAtOnce);
    private readonly SemaphoreSlim _slowReads = new(1);

    /// <summary>Something changed. Never blocks.</summary>
    public void Mark(string key) => _ = MarkAsync(key);

    /// <summary>Something changed in a poll; read only where it is shown, or just being read for the first time. Never blocks.</summary>
    public void MarkIfShown(string poll)
    {
        lock (_gate)
        {
            if (_turns.ContainsKey(poll) || board.Shows(poll))
            {
                _ = MarkAsync(poll);
            }
        }
    }

    /// <summary>Reads a key, and says what came of it. Who asks while a read is due waits for the same one.</summary>
    public Task<ReadOutcome> MarkAsync(string key)
    {
        lock (_gate)
        {
            var isRunning = _turns.TryGetValue(key, out var turn);
            _turns[key] = turn ??= new(Stopwatch.GetTimestamp());
            if (!isRunning)
            {
                _ = RunAsync(key, lifetime.ApplicationStopping);
            }

            return turn.Outcome.Task;
        }
    }

    public void Dispose()
    {
        _reads.Dispose();
        _slowReads.Dispose();
    }

    private async Task RunAsync(string key, CancellationToken ct)
    {
        await Task.Yield();
        try
        {
            while (Take(key) is { } turn)
            {
                var pause = await ReadAsync(key, turn, ct);
                await Task.Delay(pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (Exception fault)
        {
            // No exception leaves a key marked as running: it would never be read again.
            Log.RefreshFailed(logger, key, fault);
            lock (_gate)
            {
                if (_turns.Remove(key, out var waiting))
                {
                    waiting?.Outcome.TrySetResult(ReadOutcome.Unavailable);
                }
            }
        }
    }

    /// <summary>What is asked of the key since its last read; null, and the key forgotten, where nothing is.</summary>
    private Turn? Take(string key)
    {
        lock (_gate)
        {
            var turn = _turns[key];
            if (turn is null)
            {
                _turns.Remove(key);
            }
            else
            {
                _turns[key] = null; // running, and nothing asked
            }

            return turn;
        }
    }

    private async Task<TimeSpan> ReadAsync(string key, Turn turn, CancellationToken ct)
    {
        var outcome = ReadOutcome.Unavailable;
        try
        {
            var (started, isDone) = (0L, false);
            var lane = _slowKeys.ContainsKey(key) ? _slowReads : _reads;
            await lane.WaitAsync(ct);
            try
            {
                started = Stopwatch.GetTimestamp();
                outcome = await ShowAsync(key, ct);
                isDone = true;
            }
            finally
            {
                lane.Release();
                Judge(key, !isDone || Stopwatch.GetElapsedTime(started) > _slow);
            }

            var took = Stopwatch.GetElapsedTime(started);
            telemetry.ReadDuration.Record(took.TotalSeconds);
            telemetry.NotificationLag.Record(Stopwatch.GetElapsedTime(turn.ChangedAt).TotalSeconds);
            _unreadable.TryRemove(key, out _);
            var least = TimeSpan.FromMilliseconds(options.Value.ReadPauseMilliseconds);
            return took * 2 > least ? took * 2 : least;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception fault)
        {
            outcome = LedgerOutage.Is(fault) ? ReadOutcome.Unavailable : ReadOutcome.Unreadable;
            return Failed(key, outcome, fault);
        }
        finally
        {
            turn.Outcome.TrySetResult(outcome);
        }
    }

    private TimeSpan Failed(string key, ReadOutcome outcome, Exception fault)
    {
        if (outcome == ReadOutcome.Unavailable)
        {
            Log.ReadFailed(logger, key, fault);
        }
        else
        {
            telemetry.Unreadable.Add(1);
            if (_unreadable.TryAdd(key, true))
            {
                Log.PollUnreadable(logger, key, fault);
            }

            board.ShowUnreadable(key);
        }

        if (key != Balance && !board.Shows(key))
        {
            return TimeSpan.FromMilliseconds(options.Value.ReadPauseMilliseconds); // the next who asks has it tried again
        }

        Mark(key);
        return outcome == ReadOutcome.Unavailable ? _pauseAfterOutage : _pauseWhileUnreadable;
    }

    private void Judge(string key, bool isSlow)
    {
        if (isSlow)
        {
            _slowKeys[key] = true;
        }
        else
        {
            _slowKeys.TryRemove(key, out _);
        }
    }

    private async Task<ReadOutcome> ShowAsync(string key, CancellationToken ct)
    {
        if (key.Length == 0)
        {
            board.Show(await reader.ReadBalanceAsync(ct));
            return ReadOutcome.Shown;
        }

        if (await reader.ReadAsync(key, ct) is not { } tally)
        {
            return ReadOutcome.Unknown;
        }

        board.Show(tally);
        return ReadOutcome.Shown;
    }

    private sealed class Turn(long changedAt)
    {
        public long ChangedAt => changedAt;

        public TaskCompletionSource<ReadOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
