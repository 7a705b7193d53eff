namespace Aspire.Hosting;

/// <summary>Adds Redis servers.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>A server with a password, generated if none is given; offline, the machine's <c>redis-server</c>.</summary>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder, string name, int? port = null, IResourceBuilder<ParameterResource>? password = null)
    {
        // No special characters: a comma would end the password in a connection string.
        var secret = password?.Resource ?? builder.CreateDefaultPasswordParameter($"{name}-password", special: false);
        var redis = new RedisResource(name, secret) { Entrypoint = "/bin/sh" };
        return builder.AddResource(redis)
            .WithEndpoint(port: port, targetPort: 6379, name: RedisResource.PrimaryEndpointName, scheme: "redis")
            .WithAnnotation(new ContainerImageAnnotation("docker.io", "library/redis", "8.6"))
            .WithHealthCheck(new RedisHealthCheck(redis))
            .WithEnvironment("REDIS_PASSWORD", ReferenceExpression.Create($"{secret}"))
            .WithArgs(context => AddArguments(context, redis))
            .WithAnnotation(new LocalServerAnnotation((server, ct) => RedisServer.PrepareAsync(redis, server, ct)));
    }

    extension(IResourceBuilder<RedisResource> builder)
    {
        /// <summary>Keeps the data when the application ends.</summary>
        public IResourceBuilder<RedisResource> WithDataVolume(string? name = null, bool isReadOnly = false)
        {
            builder.WithVolume(name ?? builder.DataVolumeName(), "/data", isReadOnly);
            return isReadOnly ? builder : builder.WithPersistence();
        }

        /// <summary>Saves a snapshot when so many keys have changed in so much time (a minute, if not given).</summary>
        public IResourceBuilder<RedisResource> WithPersistence(TimeSpan? interval = null, long keysChangedThreshold = 1)
            => builder.WithAnnotation(
                new RedisPersistence(interval ?? TimeSpan.FromSeconds(60), keysChangedThreshold),
                ResourceAnnotationMutationBehavior.Replace);
    }

    // In run mode one by one; in a manifest as one line for the shell.
    private static void AddArguments(CommandLineArgsCallbackContext context, RedisResource redis)
    {
        List<string> arguments = ["redis-server", "--requirepass", "$REDIS_PASSWORD"];
        if (redis.TryGetLastAnnotation<RedisPersistence>(out var persistence))
        {
            arguments.Add("--save");
            arguments.Add(persistence.Interval.TotalSeconds.ToString(CultureInfo.InvariantCulture));
            arguments.Add(persistence.KeysChanged.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var argument in context.ExecutionContext.IsRunMode ? arguments : ["-c", string.Join(' ', arguments)])
            context.Args.Add(argument);
    }
}

/// <summary>When Redis saves a snapshot.</summary>
internal sealed record RedisPersistence(TimeSpan Interval, long KeysChanged) : IResourceAnnotation;
