using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Voting.Stores;

namespace Offline.Clients.Tests;

public sealed class NpgsqlDbContextTests(NpgsqlDbContextTests.Server server) : IClassFixture<NpgsqlDbContextTests.Server>
{
    [Fact]
    public async Task A_context_queries_the_database_of_its_connection_string()
    {
        using var host = Host(server.Postgres.ConnectionString);
        await using var scope = host.Services.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<Ledger>();

        var database = await context.Database.SqlQuery<string>($"SELECT current_database() AS \"Value\"").SingleAsync();

        Assert.Equal(PostgresStore.Database, database);
    }

    [Fact]
    public async Task Health_carries_the_name_of_the_context_and_follows_the_server()
    {
        await using var postgres = await PostgresStore.StartAsync();
        using var host = Host(postgres.ConnectionString);
        Assert.Equal(HealthStatus.Healthy, await HealthAsync(host));

        await postgres.KillAsync();
        Assert.Equal(HealthStatus.Unhealthy, await HealthAsync(host));

        await postgres.StartAgainAsync();
        await Poll.UntilAsync(async () => await HealthAsync(host) == HealthStatus.Healthy);
    }

    [Theory]
    [InlineData("false", true)]
    [InlineData("true", false)]
    public void Retries_are_on_unless_the_section_of_the_context_says_otherwise(string disableRetry, bool retries)
    {
        using var host = Host(server.Postgres.ConnectionString, "Ledger:DisableRetry", disableRetry);
        using var scope = host.Services.CreateScope();

        var strategy = scope.ServiceProvider.GetRequiredService<Ledger>().Database.CreateExecutionStrategy();

        Assert.Equal(retries, strategy.RetriesOnFailure);
    }

    [Fact]
    public void The_command_timeout_is_taken_from_the_settings()
    {
        using var host = Host(server.Postgres.ConnectionString, "CommandTimeout", "7");
        using var scope = host.Services.CreateScope();

        Assert.Equal(7, scope.ServiceProvider.GetRequiredService<Ledger>().Database.GetCommandTimeout());
    }

    [Fact]
    public void A_missing_connection_string_is_named()
    {
        using var host = Host(connectionString: null);
        using var scope = host.Services.CreateScope();

        var fault = Assert.Throws<InvalidOperationException>(scope.ServiceProvider.GetRequiredService<Ledger>);

        Assert.Contains("ConnectionStrings:votes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_context_twice_is_refused()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.AddNpgsqlDbContext<Ledger>("votes");

        Assert.Throws<InvalidOperationException>(() => builder.AddNpgsqlDbContext<Ledger>("votes"));
    }

    private static IHost Host(string? connectionString, string setting = "none", string? value = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([new($"Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:{setting}", value)]);
        builder.Configuration["ConnectionStrings:votes"] = connectionString;
        builder.AddNpgsqlDbContext<Ledger>("votes");
        return builder.Build();
    }

    private static async Task<HealthStatus> HealthAsync(IHost host)
    {
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        return report.Entries[nameof(Ledger)].Status;
    }

    internal sealed class Ledger(DbContextOptions<Ledger> options) : DbContext(options);

    public sealed class Server : IAsyncLifetime
    {
        internal PostgresStore Postgres { get; private set; } = null!;

        public async Task InitializeAsync() => Postgres = await PostgresStore.StartAsync();

        public async Task DisposeAsync() => await Postgres.DisposeAsync();
    }
}
