using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Voting.Stores;

namespace Offline.Clients.Tests;

public sealed class RedisClientTests : IAsyncLifetime
{
    private RedisStore _redis = null!;

    public async Task InitializeAsync() => _redis = await RedisStore.StartAsync();

    public async Task DisposeAsync() => await _redis.DisposeAsync();

    [Fact]
    public async Task A_client_runs_stream_commands_on_the_server_of_its_connection_string()
    {
        using var host = Host(_redis.ConnectionString);
        var database = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

        var entry = (string?)await database.ExecuteAsync("XADD", "votes", "*", "v", "1");

        Assert.Matches("^[0-9]+-[0-9]+$", entry);
    }

    [Fact]
    public async Task Many_awaited_commands_at_once_all_complete()
    {
        using var host = Host(_redis.ConnectionString);
        var database = host.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

        var counts = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => database.StringIncrementAsync("count")))
            .WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(500, counts.Max());
    }

    [Fact]
    public async Task The_client_comes_back_after_the_server_did_and_health_tells_both()
    {
        using var host = Host(_redis.ConnectionString);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host));

        await _redis.KillAsync();
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(host));

        await _redis.StartAgainAsync();
        await Poll.UntilAsync(async () => await HealthAsync(host) == HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_server_that_comes_later_than_the_client_is_connected_to()
    {
        await _redis.KillAsync();
        using var host = Host(_redis.ConnectionString + ",connectTimeout=500");
        var connection = host.Services.GetRequiredService<IConnectionMultiplexer>();
        Assert.False(connection.IsConnected);

        await _redis.StartAgainAsync();

        await Poll.UntilAsync(() => Task.FromResult(connection.IsConnected));
    }

    [Fact]
    public void A_missing_connection_string_is_named()
    {
        using var host = Host(connectionString: null);

        var fault = Assert.Throws<InvalidOperationException>(host.Services.GetRequiredService<IConnectionMultiplexer>);

        Assert.Contains("ConnectionStrings:redis", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_come_from_configuration_and_then_from_code()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["Aspire:StackExchange:Redis:redis:DisableHealthChecks"] = "true";
        builder.Configuration["Aspire:StackExchange:Redis:ConnectionString"] = "elsewhere:1";
        builder.Configuration["ConnectionStrings:redis"] = _redis.ConnectionString;
        bool? disabled = null;
        string? connection = null;

        builder.AddRedisClient("redis", settings => (disabled, connection) = (settings.DisableHealthChecks, settings.ConnectionString));

        Assert.True(disabled);
        Assert.Equal(_redis.ConnectionString, connection);
        Assert.DoesNotContain(builder.Services, service => service.ServiceType == typeof(HealthCheckService));
    }

    private static IHost Host(string? connectionString)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:redis"] = connectionString;
        builder.AddRedisClient("redis");
        return builder.Build();
    }

    private static async Task<HealthStatus> HealthAsync(IHost host)
        => (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status;
}
