using Npgsql;
using Voting.Worker.Intake;

namespace Voting.Worker.Counting;

/// <summary>
/// Counts the polls that sums do not decide, after their tallies changed and never on the way of a vote. It looks for them itself, so a count that a
/// worker left unfinished is made by the next that looks; a poll that cannot be counted is said and stops no other.
/// </summary>
internal sealed class CountingService(CountStore store, SchemaReadiness schema, TimeProvider time, ILogger<CountingService> logger) : BackgroundService
{
    private const int MostAtOnce = 2;
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<int, (PollTurn Turn, CancellationTokenSource? Running)> _turns = [];
    private readonly List<Task> _counts = [];
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _slots = new(MostAtOnce);

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await schema.Ready.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(_look, time);
        try
        {
            do
            {
                await LookAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await Task.WhenAll(_counts);
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        List<StaleCount> stale;
        try
        {
            stale = await store.StaleAsync(ct);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // The intake says that PostgreSQL is away; here it only means that nothing can be counted.
            Log.CountsUnknown(logger, exception.Message);
            return;
        }

        _counts.RemoveAll(count => count.IsCompleted);
        lock (_gate)
        {
            foreach (var poll in stale)
            {
                Turn(poll, ct);
            }

            var wanted = stale.Select(poll => poll.Id).ToHashSet();
            foreach (var (poll, turn) in _turns)
            {
                if (!wanted.Contains(poll) && turn.Turn.IsOver)
                {
                    _turns.Remove(poll);
                }
            }
        }
    }

    private void Turn(StaleCount stale, CancellationToken ct)
    {
        if (!_turns.TryGetValue(stale.Id, out var poll))
        {
            poll = (new PollTurn(time), null);
            _turns.Add(stale.Id, poll);
        }

        switch (poll.Turn.Next(stale))
        {
            case TurnStep.Start:
                var running = CancellationTokenSource.CreateLinkedTokenSource(ct);
                poll.Turn.Start(stale);
                _turns[stale.Id] = (poll.Turn, running);
                _counts.Add(Task.Run(() => CountAsync(stale, poll.Turn, running, ct), CancellationToken.None));
                break;
            case TurnStep.Cancel:
                poll.Turn.Cancel();
                poll.Running?.Cancel();
                break;
        }
    }

    private async Task CountAsync(StaleCount stale, PollTurn turn, CancellationTokenSource running, CancellationToken stopping)
    {
        var failed = false;
        try
        {
            await _slots.WaitAsync(running.Token);
            try
            {
                await store.CountAsync(stale.Id, running.Token);
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (OperationCanceledException) when (running.IsCancellationRequested)
        {
            // Newer ballots came, or the process ends.
        }
        catch (PostgresException refusal) when (refusal.SqlState == PostgresErrorCodes.SerializationFailure)
        {
            // Another worker has just counted the same poll.
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            if (!IntakeService.IsOutage(exception))
            {
                failed = true;
                Log.PollNotCounted(logger, stale.Poll, exception);
            }
        }
        catch (Exception)
        {
            // The process ends in the middle of a command: the transaction ends with its connection.
        }
        finally
        {
            lock (_gate)
            {
                turn.End(failed);
                _turns[stale.Id] = (turn, null);
                running.Dispose();
            }
        }
    }
}
