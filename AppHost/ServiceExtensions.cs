using AppHost.Commands;
using Microsoft.Extensions.Configuration;

namespace AppHost;

/// <summary>What the services of this system have in common, and the logins by which they reach PostgreSQL.</summary>
internal static class ServiceExtensions
{
    /// <summary>Connection strings and service discovery, nothing else: no loose <c>*_PASSWORD</c> or <c>*_URI</c> variable that a manifest tool would write in clear.</summary>
    public static IResourceBuilder<ProjectResource> AsService(this IResourceBuilder<ProjectResource> project)
    {
        // All of this system speaks plain HTTP behind an ingress; without this Aspire asks for a developer certificate. Whose X-Forwarded-For
        // is believed stands in Forwarding:Networks; by default a published project would believe everybody's.
        project.WithoutHttpsCertificate().DisableForwardedHeaders()
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery);
        return project.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? project
            // Aspire lets the exporter try again and again. The dashboard ends first on Ctrl-C: left alone, a service would wait 12 s for it.
            : project.WithEnvironment("OTEL_EXPORTER_OTLP_TIMEOUT", "500");
    }

    /// <summary>
    /// The same with one http endpoint, ready when <c>/ready</c> answers. The container listens on <paramref name="containerPort"/>;
    /// a local run is reached on the port in <c>Ports:{name}</c>, or on a free one. <c>Replicas:{name}</c> says how many run.
    /// </summary>
    public static IResourceBuilder<ProjectResource> AsService(this IResourceBuilder<ProjectResource> project, string name, int containerPort)
    {
        var configuration = project.ApplicationBuilder.Configuration;
        _ = project.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? project.WithHttpEndpoint(targetPort: containerPort)
            : project.WithHttpEndpoint(port: configuration.GetValue<int?>($"Ports:{name}"));
        return project.AsService().WithFaults().WithHttpHealthCheck("/ready").WithReplicas(configuration.GetValue($"Replicas:{name}", 1));
    }

    /// <summary>A connection string to <paramref name="database"/> for one login role, with a password of its own. The migrations create the role.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddLogin(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<PostgresDatabaseResource> database, string role)
    {
        var server = database.Resource.Parent.PrimaryEndpoint;
        var password = builder.AddParameter($"{name}-password", new GenerateParameterDefault { MinLength = 24, Special = false }, secret: true, persist: true)
            .WithDescription($"Password of the login role {role}.");
        return builder.AddConnectionString(name, ReferenceExpression.Create(
            $"Host={server.Property(EndpointProperty.Host)};Port={server.Property(EndpointProperty.Port)};Username={role};Password={password};Database={database.Resource.DatabaseName}"))
            .WithParentRelationship(database).WithHidden();
    }
}
