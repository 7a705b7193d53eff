namespace ServiceDefaults.Tests;

internal static class Poll
{
    /// <summary>Asks until the answer is yes; after twenty seconds the test fails.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition)
    {
        var deadline = DateTimeOffset.UtcNow.AddSeconds(20);
        while (!await condition())
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "What was waited for did not happen within 20 s.");
            await Task.Delay(50);
        }
    }

    public static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));
}
