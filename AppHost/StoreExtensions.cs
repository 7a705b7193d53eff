namespace AppHost;

/// <summary>What this system asks of its stores beyond Aspire's defaults.</summary>
internal static class StoreExtensions
{
    /// <summary>A password or key that is generated once per machine, kept in user secrets, and read from the cluster's Secret when deployed.</summary>
    /// <remarks>No special characters: the value stands in connection strings, where <c>; , @ /</c> would need escaping.</remarks>
    public static IResourceBuilder<ParameterResource> AddSecret(this IDistributedApplicationBuilder builder, string name)
        => builder.AddParameter(name, new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true);

    /// <summary>
    /// Makes every reply of Redis mean "on disk": the append-only file is synced before the answer is sent. Deployed,
    /// where its memory is limited, it also refuses what would not fit <paramref name="maxMemory"/>, rather than be ended for it.
    /// </summary>
    /// <remarks>
    /// While running, Aspire passes Redis's arguments one by one; when publishing, as one shell line after <c>-c</c>,
    /// where an argument appended behind that line would never reach redis-server.
    /// </remarks>
    public static IResourceBuilder<RedisResource> WithAppendOnlyFile(this IResourceBuilder<RedisResource> redis, string maxMemory)
        => redis.WithArgs(context =>
        {
            string[] durable = ["--appendonly", "yes", "--appendfsync", "always"];
            if (context.ExecutionContext.IsRunMode)
            {
                foreach (var argument in durable)
                {
                    context.Args.Add(argument);
                }
            }
            else
            {
                context.Args[^1] = $"{context.Args[^1]} {string.Join(' ', durable)} --maxmemory {maxMemory} --maxmemory-policy noeviction";
            }
        });

    /// <summary>A connection string to <paramref name="database"/> for one login role, with a password of its own.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddLogin(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<PostgresDatabaseResource> database, string role)
    {
        var server = database.Resource.Parent.PrimaryEndpoint;
        var password = builder.AddSecret($"{name}-password");
        return builder.AddConnectionString(name, ReferenceExpression.Create(
            $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Username={role};Password={password};Database={database.Resource.DatabaseName}"));
    }
}
