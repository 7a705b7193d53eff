namespace Voting.Worker.Counting;

/// <summary>What to do about a poll whose count is older than its tally.</summary>
internal enum TurnStep
{
    /// <summary>Nothing now.</summary>
    Wait,

    /// <summary>Count it.</summary>
    Start,

    /// <summary>The count that runs is of older ballots: cancel it, and count again.</summary>
    Cancel,
}

/// <summary>
/// When one poll is counted in this worker: at most once a second; a count that runs longer than that is given up for newer ballots, but never
/// twice in a row, so that a poll on which people go on voting is counted all the same; and a final tally waits for nothing.
/// </summary>
internal sealed class PollTurn(TimeProvider time)
{
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(30);

    private StaleCount? _running;
    private long _startedAt;
    private TimeSpan _pause;
    private bool _isRestart;
    private bool _isCancelled;

    /// <summary>Whether the poll can be forgotten when nothing is to be counted.</summary>
    public bool IsOver => _running is null && time.GetElapsedTime(_startedAt) > _pause;

    public TurnStep Next(StaleCount stale)
    {
        var elapsed = time.GetElapsedTime(_startedAt);
        if (_running is null)
        {
            return elapsed >= _pause || (stale.Final && _pause < _afterFailure) ? TurnStep.Start : TurnStep.Wait;
        }

        if (_isCancelled || _running == stale)
        {
            return TurnStep.Wait;
        }

        return (stale.Final && !_running.Final) || (elapsed > _least && !_isRestart) ? TurnStep.Cancel : TurnStep.Wait;
    }

    public void Start(StaleCount stale)
    {
        (_isRestart, _isCancelled) = (_isCancelled, false);
        (_running, _startedAt) = (stale, time.GetTimestamp());
    }

    public void Cancel() => _isCancelled = true;

    /// <summary>The count ended.</summary>
    /// <param name="failed">It could not be made: it is tried again after a while.</param>
    public void End(bool failed)
    {
        _running = null;
        _pause = failed ? _afterFailure : _isCancelled ? TimeSpan.Zero : _least;
        if (failed)
        {
            _startedAt = time.GetTimestamp();
        }
    }
}
