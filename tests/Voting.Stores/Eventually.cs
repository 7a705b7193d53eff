using System.Diagnostics;

namespace Voting.Stores;

/// <summary>Waits for what a store, or a room that follows it, will say soon.</summary>
public static class Eventually
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(40);

    /// <summary>Asks until the answer is yes. A question that fails, because a store is away, means: not yet.</summary>
    /// <returns>How long it took.</returns>
    /// <exception cref="TimeoutException">It was not so within 40 s.</exception>
    public static async Task<TimeSpan> TrueAsync(string what, Func<Task<bool>> condition)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            Exception? failure = null;
            try
            {
                if (await condition())
                {
                    return waited.Elapsed;
                }
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            if (waited.Elapsed > _deadline)
            {
                throw new TimeoutException($"Not within {_deadline.TotalSeconds} s: {what}", failure);
            }

            await Task.Delay(20);
        }
    }
}
