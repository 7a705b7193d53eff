using Microsoft.Extensions.Diagnostics.HealthChecks;
using Voting.Api.Tests.Stores;
using Voting.Migrations;
using Voting.Stores;

namespace Voting.Api.Tests.Polls;

[Collection(SharedServers.Name)]
public sealed class SchemaTests(Servers servers)
{
    [Fact]
    public async Task Before_the_migrations_the_API_is_alive_and_not_ready_and_makes_no_table_itself()
    {
        var administrator = await servers.Postgres.CreateDatabaseAsync("unmigrated");
        await using var host = servers.StartHost(new() { ["ConnectionStrings:votes"] = servers.Login("voting_api", "unmigrated") });
        var client = host.Client();

        await Eventually.TrueAsync("it says that it is not migrated", async () =>
            (await host.Get<HealthCheckService>().CheckHealthAsync()).Entries["schema"].Description!.StartsWith("Not migrated", StringComparison.Ordinal));
        Assert.Equal(503, (await client.GetAsync("/ready")).Status);
        Assert.Equal(200, (await client.GetAsync("/alive")).Status);

        await new DatabaseMigration(administrator, [.. Servers.Roles.Select(role => servers.Login(role, "unmigrated"))]).RunAsync(default);
        await Eventually.TrueAsync("it is ready", async () => (await client.GetAsync("/ready")).Status == 200);
    }
}
