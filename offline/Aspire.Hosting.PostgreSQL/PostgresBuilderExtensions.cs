namespace Aspire.Hosting;

/// <summary>Adds PostgreSQL servers and their databases.</summary>
public static class PostgresBuilderExtensions
{
    /// <summary>A server with a superuser, whose password is generated if none is given; offline, the machine's <c>postgres</c>.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        var secret = password?.Resource ?? builder.CreateDefaultPasswordParameter($"{name}-password");
        var postgres = new PostgresServerResource(name, userName?.Resource, secret);
        return builder.AddResource(postgres)
            .WithEndpoint(port: port, targetPort: 5432, name: PostgresServerResource.PrimaryEndpointName)
            .WithAnnotation(new ContainerImageAnnotation("docker.io", "library/postgres", "18.3"))
            .WithHealthCheck(new PostgresHealthCheck(postgres))
            .WithEnvironment("POSTGRES_HOST_AUTH_METHOD", "scram-sha-256")
            .WithEnvironment("POSTGRES_INITDB_ARGS", "--auth-host=scram-sha-256 --auth-local=scram-sha-256")
            .WithEnvironment("POSTGRES_USER", postgres.UserNameReference)
            .WithEnvironment("POSTGRES_PASSWORD", ReferenceExpression.Create($"{secret}"))
            .WithAnnotation(new LocalServerAnnotation((server, ct) => PostgresServer.PrepareAsync(postgres, server, ct)));
    }

    extension(IResourceBuilder<PostgresServerResource> builder)
    {
        /// <summary>A database that is created, where it is missing, as soon as the server is ready.</summary>
        public IResourceBuilder<PostgresDatabaseResource> AddDatabase(string name, string? databaseName = null)
        {
            var application = builder.ApplicationBuilder;
            var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource);
            application.Eventing.Subscribe<ResourceReadyEvent>(
                builder.Resource, (e, ct) => PostgresDatabase.EnsureAsync(database, e.Services, ct));
            return application.AddResource(database).WithHealthCheck(new PostgresHealthCheck(database));
        }

        /// <summary>Keeps the data when the application ends.</summary>
        public IResourceBuilder<PostgresServerResource> WithDataVolume(string? name = null, bool isReadOnly = false)
            => builder.WithVolume(name ?? builder.DataVolumeName(), "/var/lib/postgresql", isReadOnly);
    }
}
