using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Voting.Stores;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Intake;

/// <summary>Replies have another shape on RESP3 (maps instead of lists): the whole intake works on both.</summary>
[Collection(SharedServers.Name)]
public sealed class RedisProtocolTests(Servers servers)
{
    [Theory]
    [InlineData("resp2", RedisProtocol.Resp2)]
    [InlineData("resp3", RedisProtocol.Resp3)]
    public async Task Reading_claiming_dead_lettering_replaying_resetting_and_closing_work_on_each_protocol(string name, RedisProtocol protocol)
    {
        await using var path = await servers.VotePathAsync();
        await path.OpenAsync("pets");
        await path.CastAsync("pets", 1, "cats");
        await path.ReadAndDieAsync(2);
        await path.AppendAsync("v", "9");
        await path.CastAsync("late", 1, "cats");
        var worker = path.StartWorker(protocol: name);
        var redis = worker.Services.GetRequiredService<IConnectionMultiplexer>();
        await path.CastAsync("pets", 2, "dogs");
        await path.SettleAsync();

        Assert.Equal(protocol, redis.GetServer(redis.GetEndPoints()[0]).Protocol);
        Assert.Equal(["unknown poll", "unknown schema version"], (await path.DeadReasonsAsync()).Order(StringComparer.Ordinal));

        await path.OpenAsync("late");
        await path.SettleAsync();
        using var client = worker.CreateAdministrator();
        using var replay = await client.PostAsync(new Uri("/operations/dead-letters/replay", UriKind.Relative), null);
        Assert.Equal("""{"count":2,"final":0,"tooLarge":0}""", await replay.Content.ReadAsStringAsync());
        await path.SettleAsync();
        Assert.Equal(["cats=1"], await path.Ledger.TallyAsync("late"));

        await path.AppendAtAsync("2200000000000-5", "v", "1");
        await Eventually.TrueAsync("the stream is reset", async () => !(await path.Stream.StreamInfoAsync("votes")).LastGeneratedId.ToString().StartsWith("22", StringComparison.Ordinal));
        await path.CloseAsync("pets");
        await path.SettleAsync();

        Assert.Equal(["cats=1", "dogs=1"], await path.Ledger.TallyAsync("pets"));
        Assert.Equal("final", await path.Ledger.StateAsync("pets"));
    }
}
