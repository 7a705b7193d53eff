using System.Globalization;
using StackExchange.Redis;
using Voting.Worker.Streams;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Streams;

[Collection(SharedServers.Name)]
public sealed class VoteStreamTests(Servers servers)
{
    private const int Megabyte = 1_000_000;

    [Fact]
    public async Task What_is_read_at_once_is_bounded_by_bytes_whatever_the_size_of_an_entry()
    {
        await using var path = await servers.VotePathAsync();
        await path.EnsureGroupAsync();
        await AppendAsync(path, 3_000, 16_000);
        var stream = new VoteStream(servers.Stream.Multiplexer, ConsumerName.Create());

        var read = 0;
        var largest = new List<long>();
        for (var isFull = true; isFull;)
        {
            (var entries, isFull) = await stream.ReadNewAsync(4_000);
            read += entries.Count;
            largest.Add(entries.Sum(entry => entry.Size));
        }

        Assert.Equal(3_000, read);
        Assert.InRange(largest[0], 1, 17L * Megabyte); // nothing was known of their size yet
        Assert.All(largest.Skip(1), size => Assert.InRange(size, 0, 9L * Megabyte));
    }

    [Fact]
    public async Task Small_entries_fill_a_batch_and_the_last_one_says_that_no_more_wait()
    {
        await using var path = await servers.VotePathAsync();
        await path.EnsureGroupAsync();
        await AppendAsync(path, 4_500, 4);
        var stream = new VoteStream(servers.Stream.Multiplexer, ConsumerName.Create());

        var first = await stream.ReadNewAsync(4_000);
        var second = await stream.ReadNewAsync(4_000);

        Assert.Equal((4_000, true, 500, false), (first.Entries.Count, first.IsFull, second.Entries.Count, second.IsFull));
    }

    [Theory]
    [InlineData(-400, false)]
    [InlineData(0, false)]
    [InlineData(0.9, false)]
    [InlineData(1.1, true)]
    [InlineData(18_000, true)]
    public async Task An_id_is_from_the_future_by_the_clock_of_Redis(double days, bool ahead)
    {
        var time = (RedisResult[])(await servers.Stream.ExecuteAsync("TIME"))!;
        var seconds = long.Parse((string)time[0]!, CultureInfo.InvariantCulture) + (long)(days * 86_400);
        var clock = new StreamClock(servers.Stream.Multiplexer);

        Assert.Equal(ahead, await clock.IsAheadAsync($"{seconds}000-0"));
    }

    [Fact]
    public async Task What_was_known_of_Redis_clock_is_asked_for_anew_before_an_entry_is_taken_for_forged()
    {
        var clock = new StreamClock(servers.Stream.Multiplexer);
        var first = await clock.NewestAsync("1-0");
        var forged = EntryPosition.Id(first + (1L << 20)); // a millisecond beyond what is remembered
        await Task.Delay(1_100);

        Assert.False(await clock.IsAheadAsync(forged));
    }

    private static Task<RedisResult> AppendAsync(VotePath path, int entries, int bytes) => path.Stream.ScriptEvaluateAsync(
        "for i = 1, ARGV[1] do redis.call('XADD', 'votes', '*', 'v', '1', 'content', ARGV[2]) end", values: [entries, new string('a', bytes)]);
}
