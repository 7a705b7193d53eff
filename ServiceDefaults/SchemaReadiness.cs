using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.Hosting;

/// <summary>Adds <see cref="SchemaReadiness"/> to a service that has a database.</summary>
public static class SchemaReadinessExtensions
{
    /// <summary>Keeps the service from being ready until its schema is the one it needs.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="isMigrated">A query of one boolean: whether the schema has what this build needs. A newer one has it too.</param>
    /// <param name="connection">A closed connection of the service's own role, from a scope that lives while the query runs.</param>
    public static void AddSchemaReadiness(this IHostApplicationBuilder builder, string isMigrated, Func<IServiceProvider, DbConnection> connection)
    {
        builder.Services.AddSingleton(services => new SchemaReadiness(
            services.GetRequiredService<IServiceScopeFactory>(), isMigrated, connection, services.GetRequiredService<ILogger<SchemaReadiness>>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<SchemaReadiness>());
        builder.Services.AddHealthChecks().AddCheck<SchemaReadiness>("schema", tags: [HealthEndpoints.ReadyTag]);
    }
}

/// <summary>
/// Looks at start, and once a second until it is so, whether another process (Voting.Migrations) has brought the schema to what this
/// build needs. It never alters anything. What was seen once stays true: schemas only grow, and a database that is away later is another matter.
/// </summary>
public sealed partial class SchemaReadiness : BackgroundService, IHealthCheck
{
    private const string NotMigrated = "Not migrated: the schema is older than this build needs, or is not there.";
    private const string NotReached = "The database cannot be asked whether it is migrated.";
    private static readonly TimeSpan _retry = TimeSpan.FromSeconds(1);

    // No such database, schema, table, role or password, or no right to look: what migrations make and grant.
    private static readonly string[] _notMigrated = ["3D000", "3F000", "42P01", "28000", "28P01", "42501"];

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IServiceScopeFactory _scopes;
    private readonly string _isMigrated;
    private readonly Func<IServiceProvider, DbConnection> _connection;
    private readonly ILogger _logger;
    private string _reason = NotReached;

    internal SchemaReadiness(IServiceScopeFactory scopes, string isMigrated, Func<IServiceProvider, DbConnection> connection, ILogger<SchemaReadiness> logger)
    {
        _scopes = scopes;
        _isMigrated = isMigrated;
        _connection = connection;
        _logger = logger;
    }

    /// <summary>Completes when the schema is the one that this build needs. Work that reads or writes the database waits for it.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Unhealthy, with the reason, until the schema was seen to be what this build needs.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        => Task.FromResult(Ready.IsCompletedSuccessfully ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(_reason));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? said = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            Exception? fault = null;
            try
            {
                if (await LookAsync(stoppingToken))
                {
                    _ready.TrySetResult();
                    return;
                }

                _reason = NotMigrated;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                fault = exception;
                _reason = exception is DbException { SqlState: { } state } && _notMigrated.Contains(state) ? NotMigrated : NotReached;
            }

            if (said != _reason)
            {
                NotReady(_logger, said = _reason, fault);
            }

            await Task.Delay(_retry, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> LookAsync(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        // Closed, not disposed: it may belong to a pooled DbContext.
        var connection = _connection(scope.ServiceProvider);
        await connection.OpenAsync(ct);
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = _isMigrated;
            return await command.ExecuteScalarAsync(ct) is true;
        }
        finally
        {
            await connection.CloseAsync();
        }
    }

    [LoggerMessage(EventName = "SchemaNotReady", Level = LogLevel.Warning, Message = "{Reason} Looking again every second")]
    private static partial void NotReady(ILogger logger, string reason, Exception? exception);
}
