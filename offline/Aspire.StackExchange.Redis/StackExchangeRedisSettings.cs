namespace Aspire.StackExchange.Redis;

/// <summary>
/// How a Redis client is registered; read from <c>Aspire:StackExchange:Redis</c>
/// and then <c>Aspire:StackExchange:Redis:{connectionName}</c>.
/// </summary>
public sealed class StackExchangeRedisSettings
{
    /// <summary>The server as <c>host:port,password=…[,ssl=true]</c>; <c>ConnectionStrings:{connectionName}</c> overrules it.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>True leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }
}
