using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using StackExchange.Redis;
using Voting.Contracts.Ballots;
using Voting.Migrations;
using Voting.Stores;

namespace Voting.Api.Tests.Stores;

[CollectionDefinition(Name)]
public sealed class SharedServers : ICollectionFixture<Servers>
{
    public const string Name = "stores";
}

/// <summary>One Redis, one PostgreSQL and one running API for all tests: starting them costs seconds. The tests of the collection run one after another, each with polls of its own.</summary>
public sealed class Servers : IAsyncLifetime
{
    private IHost _client = null!;
    private ApiHost _host = null!;

    public RedisStore Redis { get; private set; } = null!;

    public PostgresStore Postgres { get; private set; } = null!;

    /// <summary>The superuser, who writes the ledger in the worker's place.</summary>
    public NpgsqlDataSource Ledger { get; private set; } = null!;

    public IDatabase Stream => _client.Services.GetRequiredService<IConnectionMultiplexer>().GetDatabase();

    /// <summary>The API that runs all the time.</summary>
    internal ApiClient Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Redis = await RedisStore.StartAsync();
        // Without fsync it survives a kill of its processes, not of the machine; with it, recovery of all these databases takes half a minute on a busy disk.
        Postgres = await PostgresStore.StartAsync(Directory.CreateTempSubdirectory("voting-postgres-"), ["fsync=off"]);
        Ledger = NpgsqlDataSource.Create(Postgres.ConnectionString + ";Pooling=false"); // so that no connection is left from before an outage
        await new DatabaseMigration(Postgres.ConnectionString, [.. Roles.Select(role => Login(role))]).RunAsync(default);

        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:redis"] = Redis.ConnectionString;
        builder.AddRedisClient("redis", configureOptions: options => options.AllowAdmin = true); // tests empty and configure the server
        _client = builder.Build();
        _host = StartHost();
        Api = _host.Client();
        await Eventually.TrueAsync("the API is ready", async () => (await Api.GetAsync("/ready")).Status == 200);
        // The stream is there from the start: without it, what a test writes into the ledger would contradict it.
        await Api.OpenAsync();
    }

    internal static IReadOnlyList<string> Roles { get; } = ["voting_api", "voting_worker", "voting_results"];

    /// <summary>A service's own connection.</summary>
    internal string Login(string role, string database = PostgresStore.Database) => Postgres.ConnectionStringFor(role, Postgres.Password, database);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _client.Dispose();
        await Ledger.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>Another replica.</summary>
    internal ApiHost StartHost(Dictionary<string, string>? settings = null, string environment = "Production")
    {
        var host = new ApiHost(Redis.ConnectionString, Login("voting_api"), environment, settings ?? []);
        // Not UseKestrel(0): in 10.0 that overload changes the addresses while the room may be starting (aspnetcore 67714).
        host.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        host.StartServer();
        return host;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Ledger.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Ledger.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>All entries of one poll, oldest first: the entry's id, then its fields in order.</summary>
    internal async Task<List<Entry>> EntriesAsync(string poll)
        => [.. ((RedisResult[])(await Stream.ExecuteAsync("XRANGE", "votes", "-", "+"))!)
            .Select(entry => (RedisResult[])entry!)
            .Select(entry => new Entry((string)entry[0]!, (string[])entry[1]!))
            .Where(entry => entry["poll"] == poll)];

    internal async Task<long> LengthAsync() => (long)await Stream.ExecuteAsync("XLEN", "votes");
}

/// <summary>One entry of the stream.</summary>
internal sealed record Entry(string Id, string[] Values)
{
    public IEnumerable<string> Fields => Values.Where((_, index) => index % 2 == 0);

    /// <summary>The sealed content.</summary>
    public string? Content => new BallotSeal([ApiHost.SealKey]).Open(this["poll"]!, Guid.Parse(this["id"]!), this["voter"]!, this["sealed"]!, out _);

    public string? this[string field] => Array.IndexOf(Values, field) is >= 0 and var index ? Values[index + 1] : null;
}
