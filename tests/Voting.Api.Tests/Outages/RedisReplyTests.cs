using Voting.Api.Streams;

namespace Voting.Api.Tests.Outages;

public sealed class RedisReplyTests
{
    [Fact]
    public async Task A_client_that_fails_in_its_own_way_is_a_Redis_without_a_reply()
    {
        var thrown = await Assert.ThrowsAsync<TimeoutException>(() => RedisReply.WaitAsync<int>(() => throw new InvalidDataException("between two connections"), default));
        var faulted = await Assert.ThrowsAsync<TimeoutException>(() => RedisReply.WaitAsync(() => Task.FromException<int>(new FormatException("between")), default));
        var cancelled = await Assert.ThrowsAsync<TimeoutException>(() => RedisReply.WaitAsync(() => Task.FromCanceled<int>(new(canceled: true)), default));

        Assert.Contains("between two connections", thrown.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(faulted.InnerException);
        Assert.IsType<TaskCanceledException>(cancelled.InnerException);
    }

    [Fact]
    public async Task Who_stops_waiting_is_told_so()
    {
        using var gone = new CancellationTokenSource();
        var waiting = RedisReply.WaitAsync(() => new TaskCompletionSource<int>().Task, gone.Token);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
