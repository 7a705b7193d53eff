using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Voting.Api.Polls;
using Voting.Migrations.Ledger;
using Voting.Migrations.Polls;
using Voting.Migrations.Tests.Databases;
using Voting.Results.Ledger;
using Voting.Worker.Ledger;

namespace Voting.Migrations.Tests;

/// <summary>The schema that is made here is the one that the services ask for.</summary>
[Collection(SharedServer.Name)]
public sealed class SchemaAgreementTests(Server server)
{
    [Fact]
    public async Task Every_service_needs_the_newest_script_and_the_newest_migration()
    {
        var database = await server.MigratedAsync();
        await using var connection = await database.OpenAsync("postgres");
        await using var polls = PollsContext.On(connection);

        // Migrations run before the services of the same release. Older ones find their script too.
        string[] needed = [LedgerServiceCollectionExtensions.NeededScript, PollsServiceCollectionExtensions.NeededScript, LedgerRegistration.NeededScript];
        Assert.All(needed, script => Assert.Equal(LedgerScripts.Names[^1], script));
        Assert.Equal(PollsServiceCollectionExtensions.NeededMigration, polls.Database.GetMigrations().Last());
    }

    [Fact]
    public async Task The_migrations_of_the_polls_add_up_to_their_model()
    {
        var database = await server.MigratedAsync();
        await using var connection = await database.OpenAsync("postgres");
        await using var polls = PollsContext.On(connection);

        Assert.False(polls.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Every_column_that_the_API_or_Results_maps_is_there_with_its_type()
    {
        var database = await server.MigratedAsync();
        await using var api = new PollsDbContext(new DbContextOptionsBuilder<PollsDbContext>().UseNpgsql(database.Of("voting_api")).Options);
        await using var results = new LedgerViewsContext(new DbContextOptionsBuilder<LedgerViewsContext>().UseNpgsql(database.Of("voting_results")).Options);
        var there = (await database.RowsAsync("""
            select attrelid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute a join pg_class c on c.oid = attrelid
            where (attnum > 0 or attname = 'xmin') and not attisdropped and relnamespace::regnamespace::text in ('ledger', 'polls')
            """)).ToHashSet(StringComparer.Ordinal);

        var mapped = Columns(api.Model).Concat(Columns(results.Model)).ToList();

        Assert.Contains("polls.poll.definition jsonb", mapped);
        Assert.Contains("ledger.poll_results.counted bigint", mapped);
        Assert.All(mapped, column => Assert.Contains(column, there));
    }

    private static IEnumerable<string> Columns(IModel model)
        => from entity in model.GetEntityTypes()
           let relation = entity.GetTableName() ?? entity.GetViewName()
           let schema = entity.GetTableName() is null ? entity.GetViewSchema() : entity.GetSchema()
           let place = entity.GetTableName() is null ? StoreObjectIdentifier.View(relation, schema) : StoreObjectIdentifier.Table(relation, schema)
           from property in entity.GetProperties()
           select $"{schema}.{relation}.{property.GetColumnName(place)} {property.GetColumnType(place)}";
}
