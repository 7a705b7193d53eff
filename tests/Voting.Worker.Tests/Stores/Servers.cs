using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Voting.Stores;

namespace Voting.Worker.Tests.Stores;

[CollectionDefinition(Name)]
public sealed class SharedServers : ICollectionFixture<Servers>
{
    public const string Name = "stores";
}

/// <summary>One Redis and one PostgreSQL for all tests: starting them costs seconds. The tests of the collection run one after another.</summary>
public sealed class Servers : IAsyncLifetime
{
    private IHost _client = null!;
    private int _ledgers;

    public RedisStore Redis { get; private set; } = null!;

    public PostgresStore Postgres { get; private set; } = null!;

    public IDatabase Stream => _client.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisStore.StartAsync();
        // Without fsync it survives a kill of its processes, not of the machine; with it, recovery of all these databases takes half a minute on a busy disk.
        Postgres = await PostgresStore.StartAsync(Directory.CreateTempSubdirectory("voting-postgres-"), ["fsync=off"]);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:redis"] = Redis.ConnectionString;
        builder.AddRedisClient("redis", configureOptions: options => options.AllowAdmin = true); // tests empty and configure the server
        _client = builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>A migrated ledger.</summary>
    internal async Task<LedgerDatabase> LedgerAsync()
    {
        var ledger = New();
        await ledger.MigrateAsync();
        return ledger;
    }

    /// <summary>An empty stream and a ledger of its own.</summary>
    /// <param name="migrated">False: the migrations have not run yet.</param>
    internal async Task<VotePath> VotePathAsync(bool migrated = true)
    {
        await Stream.ExecuteAsync("FLUSHALL");
        return new VotePath(this, migrated ? await LedgerAsync() : New());
    }

    /// <summary>A database that does not exist yet.</summary>
    internal LedgerDatabase New() => new(Postgres, $"votes{++_ledgers}");
}
