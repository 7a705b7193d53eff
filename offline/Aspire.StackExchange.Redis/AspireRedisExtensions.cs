namespace Microsoft.Extensions.Hosting;

/// <summary>Registers a Redis client by the name that the AppHost gave the server.</summary>
public static class AspireRedisExtensions
{
    private const string Section = "Aspire:StackExchange:Redis";
    private const string HealthCheckName = "StackExchange.Redis";

    /// <summary>Adds one <see cref="IConnectionMultiplexer"/> for the whole process, opened when it is first asked for, and its health check.</summary>
    /// <param name="builder">The application being built.</param>
    /// <param name="connectionName">The name under <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes what was read from configuration.</param>
    /// <param name="configureOptions">Changes the client's own options, after the connection string was parsed.</param>
    /// <exception cref="InvalidOperationException">No connection string, thrown when the client is first asked for.</exception>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new StackExchangeRedisSettings();
        var section = builder.Configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddSingleton<IConnectionMultiplexer>(_ => Connect(settings, connectionName, configureOptions));

        if (!settings.DisableHealthChecks && builder.Properties.TryAdd($"Aspire.HealthChecks.{HealthCheckName}", true))
            builder.Services.AddHealthChecks().AddCheck<RedisHealthCheck>(HealthCheckName);
    }

    private static ConnectionMultiplexer Connect(
        StackExchangeRedisSettings settings, string connectionName, Action<ConfigurationOptions>? configureOptions)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"No endpoints specified. Ensure a valid connection string was provided in 'ConnectionStrings:{connectionName}' "
                + $"or for the '{Section}:ConnectionString' configuration key.");
        }

        var options = ConfigurationOptions.Parse(settings.ConnectionString);
        // A server that comes later than this process is connected to in the background.
        options.AbortOnConnectFail = false;
        configureOptions?.Invoke(options);

        var connection = ConnectionMultiplexer.Connect(options);
        // 1.2.6 completes awaited calls in order on one queue, which stalls under ASP.NET Core. Goes with 1.2.6: 2.x has no such queue.
        connection.PreserveAsyncOrder = false;
        return connection;
    }

    private sealed class RedisHealthCheck(IServiceProvider services) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                // Resolved here, not injected: opening the connection may fail, and that is an answer too.
                var redis = services.GetRequiredService<IConnectionMultiplexer>();
                // 1.2.6 has no timeout on awaited commands: only the token ends a wait for a frozen server.
                await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                return new HealthCheckResult(context.Registration.FailureStatus, exception: error);
            }
        }
    }
}
