namespace Aspire.Hosting.Postgres;

/// <summary>Creates databases.</summary>
internal static class PostgresDatabase
{
    /// <summary>Creates a database on its server; that it exists is fine.</summary>
    public static async Task EnsureAsync(PostgresDatabaseResource database, IServiceProvider services, CancellationToken cancellationToken)
    {
        var console = services.GetRequiredService<ResourceLoggerService>().Console(database.Name);
        try
        {
            var name = database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
            await ExecuteAsync(database.Parent, ";Database=postgres", $"CREATE DATABASE \"{name}\"", cancellationToken);
            console.Say($"Database '{database.DatabaseName}' created.");
        }
        catch (PostgresException exists) when (exists.SqlState == PostgresErrorCodes.DuplicateDatabase)
        {
            console.Say($"Database '{database.DatabaseName}' exists.");
        }
        catch (NpgsqlException problem)
        {
            console.Say($"Database '{database.DatabaseName}' could not be created: {problem.Message}", isError: true);
        }
    }

    /// <summary>The AppHost asks seldom: a pool would only hold connections of a server that may be gone.</summary>
    public static async Task ExecuteAsync(
        IResourceWithConnectionString resource, string options, string statement, CancellationToken cancellationToken)
    {
        var connectionString = await resource.GetConnectionStringAsync(cancellationToken);
        await using NpgsqlConnection connection = new($"{connectionString};Pooling=false;Timeout=4;Command Timeout=4{options}");
        await connection.OpenAsync(cancellationToken);
        await using NpgsqlCommand command = new(statement, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

/// <summary>Healthy when the server, or the database, takes its password and answers.</summary>
internal sealed class PostgresHealthCheck(IResourceWithConnectionString resource) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await PostgresDatabase.ExecuteAsync(resource, "", "SELECT 1", cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException unreachable)
        {
            return HealthCheckResult.Unhealthy($"PostgreSQL cannot be reached: {unreachable.Message}");
        }
    }
}
