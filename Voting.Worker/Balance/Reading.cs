namespace Voting.Worker.Balance;

/// <summary>The latest measurement of one thing, and its age. An old one is no measurement: whoever asks is not told a number that may be wrong by now.</summary>
internal sealed class Reading<T>(TimeProvider time)
    where T : class
{
    private static readonly TimeSpan _lasts = TimeSpan.FromSeconds(10);
    private volatile Taken _latest = new(null, time.GetTimestamp());

    /// <summary>The measurement; null where there was none in the last ten seconds.</summary>
    public T? Current => _latest is var latest && time.GetElapsedTime(latest.At) <= _lasts ? latest.Value : null;

    /// <summary>Time since the last measurement, or since the start where there was none.</summary>
    public TimeSpan Age => time.GetElapsedTime(_latest.At);

    public void Take(T value) => _latest = new(value, time.GetTimestamp());

    private sealed record Taken(T? Value, long At);
}
