using Npgsql;
using StackExchange.Redis;

namespace Voting.Worker.Tests;

internal static class Eventually
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(40);

    /// <summary>Asks until the answer is yes; a test that waits in vain fails and says for what. A store that is away means: not yet.</summary>
    public static async Task TrueAsync(string what, Func<Task<bool>> condition)
    {
        var deadline = DateTimeOffset.UtcNow + _deadline;
        while (!await AnswerAsync(condition))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Not within {_deadline.TotalSeconds} s: {what}");
            await Task.Delay(20);
        }
    }

    private static async Task<bool> AnswerAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (Exception exception) when (exception is NpgsqlException or RedisException or TimeoutException)
        {
            return false;
        }
    }
}
