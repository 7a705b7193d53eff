using System.Diagnostics;

namespace Voting.Results.Tests.Site;

internal static class Eventually
{
    /// <summary>Asks until it is so; the time that it took.</summary>
    public static async Task<TimeSpan> IsAsync(Func<Task<bool>> so, string what, int withinSeconds = 15)
    {
        var waited = Stopwatch.StartNew();
        while (!await so())
        {
            Assert.True(waited.Elapsed.TotalSeconds < withinSeconds, $"Within {withinSeconds} s it was not so: {what}");
            await Task.Delay(20);
        }

        return waited.Elapsed;
    }
}
