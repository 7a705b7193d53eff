namespace Voting.Rehearsal.Rollouts;

internal static class Patience
{
    /// <summary>Waits until <paramref name="holds"/>.</summary>
    /// <exception cref="TimeoutException">It did not in time.</exception>
    public static async Task UntilAsync(Func<bool> holds, TimeSpan patience, string what, CancellationToken ct)
    {
        for (var deadline = DateTime.UtcNow + patience; !holds();)
        {
            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException($"Not within {patience.TotalSeconds:0} s: {what}.");
            }

            await Task.Delay(50, ct);
        }
    }
}
