using Voting.Stores;

namespace Voting.Results.Tests.Site;

/// <summary>One server for the tests that only need a database; started once.</summary>
public sealed class Postgres : IAsyncLifetime
{
    internal PostgresStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Store = await PostgresStore.StartAsync();

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

/// <summary>Run one after another: they measure time on a shared machine.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<Postgres>, ICollectionFixture<Browser>
{
    public const string Name = "PostgreSQL";
}
