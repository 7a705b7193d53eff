extern alias worker;

using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;
using Voting.Api.Tests.Stores;
using Voting.Migrations;
using Voting.Stores;

namespace Voting.Api.Tests.Outages;

/// <summary>Stores of one test, an API and a worker on them, and a restore of either store.</summary>
internal sealed class RestoredStores : IAsyncDisposable
{
    private WorkerHost _worker = null!;
    private ApiHost _api = null!;

    public RedisStore Redis { get; private set; } = null!;

    public PostgresStore Postgres { get; private set; } = null!;

    public ApiClient Api { get; private set; } = null!;

    public static async Task<RestoredStores> StartAsync()
    {
        var stores = new RestoredStores
        {
            Redis = await RedisStore.StartAsync(),
            Postgres = await PostgresStore.StartAsync(Directory.CreateTempSubdirectory("voting-postgres-"), ["fsync=off"]),
        };
        await stores.MigrateAsync();
        stores._api = new(stores.Redis.ConnectionString, stores.Login("voting_api"), "Production", []);
        stores._api.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        stores._api.StartServer();
        stores.Api = stores._api.Client();
        stores._worker = new(stores.Redis.ConnectionString, stores.Login("voting_worker"));
        _ = stores._worker.Server;
        await Eventually.TrueAsync("the API is ready", async () => (await stores.Api.GetAsync("/ready")).Status == 200);
        return stores;
    }

    public string Login(string role) => Postgres.ConnectionStringFor(role, Postgres.Password);

    public async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ballots that the ledger has.</summary>
    public Task<long> BallotsAsync() => CountAsync("select count(*) from ledger.ballot");

    public Task StoredAsync(long ballots, long events) => Eventually.TrueAsync(
        $"{ballots} ballots and {events} events are stored",
        async () => await BallotsAsync() == ballots && await CountAsync("select count(*) from ledger.poll_event") == events);

    public Task BackUpPostgresAsync() => AloneAsync("create database older template votes");

    /// <summary>Puts the backup in the place of the database, as docs/runbook.md has it: restore, then migrate.</summary>
    public async Task RestorePostgresAsync()
    {
        await AloneAsync("alter database votes rename to lost", "alter database older rename to votes");
        await MigrateAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _api.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    private Task MigrateAsync() => new DatabaseMigration(Postgres.ConnectionString, [.. Servers.Roles.Select(Login)]).RunAsync(default);

    // A database is copied or renamed only while nobody is connected to it.
    private async Task AloneAsync(params string[] statements)
    {
        await using var source = NpgsqlDataSource.Create(Postgres.ConnectionStringFor("postgres", Postgres.Password, "postgres") + ";Pooling=false");
        string[] around = ["alter database votes with allow_connections false", "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'votes'", "select pg_sleep(0.3)"];
        foreach (var statement in around.Concat(statements))
        {
            await ExecuteAsync(source, statement);
        }

        await ExecuteAsync(source, "alter database votes with allow_connections true");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    // It claims and trims so seldom that what was stored stays on the stream.
    private sealed class WorkerHost(string redis, string votes) : WebApplicationFactory<worker::Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Production");
            builder.UseSetting("ConnectionStrings:redis", redis);
            builder.UseSetting("ConnectionStrings:votes", votes);
            builder.UseSetting("Seal:Keys:0", ApiHost.SealKey);
            builder.UseSetting("Administrator:Key", ApiHost.AdministratorKey);
            builder.UseSetting("Intake:ClaimAfter", "00:10:00");
        }
    }
}
