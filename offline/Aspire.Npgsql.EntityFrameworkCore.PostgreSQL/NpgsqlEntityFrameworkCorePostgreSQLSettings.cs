namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>
/// How a context is registered; read from <c>Aspire:Npgsql:EntityFrameworkCore:PostgreSQL:{TContext}</c>,
/// or from the section without the context's name.
/// </summary>
public class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    /// <summary>The database; <c>ConnectionStrings:{connectionName}</c> overrules it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True leaves commands that failed for a passing reason as they are; false repeats them.</summary>
    public bool DisableRetry { get; set; }

    /// <summary>True leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Seconds that one command may take; null keeps the driver's own limit.</summary>
    public int? CommandTimeout { get; set; }
}
