using Voting.Stores;

namespace Voting.Migrations.Tests.Databases;

[CollectionDefinition(Name)]
public sealed class SharedServer : ICollectionFixture<Server>
{
    public const string Name = "PostgreSQL";
}

/// <summary>One PostgreSQL for all tests: starting it costs seconds. Roles are the server's, so the tests run one after another, each with databases of its own.</summary>
public sealed class Server : IAsyncLifetime
{
    private int _databases;

    internal PostgresStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
        => Store = await PostgresStore.StartAsync(Directory.CreateTempSubdirectory("voting-postgres-"), ["fsync=off"]);

    public async ValueTask DisposeAsync() => await Store.DisposeAsync();

    /// <summary>A database that does not exist yet.</summary>
    internal Database New() => new(Store, $"votes{++_databases}");

    /// <summary>A migrated one.</summary>
    internal async Task<Database> MigratedAsync()
    {
        var database = New();
        await database.MigrateAsync();
        return database;
    }
}
