using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Voting.Stores;

namespace ServiceDefaults.Tests;

public sealed class RedisPasswordTests
{
    [Fact]
    public async Task Any_password_in_the_short_name_reaches_Redis_as_it_is()
    {
        await using var store = await RedisStore.StartAsync();
        await using var administrator = await ConnectionMultiplexer.ConnectAsync(store.ConnectionString + ",allowAdmin=true");
        foreach (var password in (string[])["plain", "with,ssl=true,commas", " \"quotes\" = and; blanks ", "Ünïcode%2C$"])
        {
            await administrator.GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", password);
            var builder = Host.CreateEmptyApplicationBuilder(null);
            builder.Configuration["REDIS_HOST"] = "127.0.0.1";
            builder.Configuration["REDIS_PORT"] = store.Port.ToString(CultureInfo.InvariantCulture);
            builder.Configuration["REDIS_PASSWORD"] = password;
            builder.AddServiceDefaults();
            builder.AddRedisClient("redis");
            using var host = builder.Build();

            var redis = host.Services.GetRequiredService<IConnectionMultiplexer>();

            Assert.True(await redis.GetDatabase().StringSetAsync("key", password), password);
        }
    }
}
