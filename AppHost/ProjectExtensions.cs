using Microsoft.Extensions.Configuration;

namespace AppHost;

/// <summary>What the four rooms have in common in the model.</summary>
internal static class ProjectExtensions
{
    /// <summary>Connection strings and service discovery, nothing else: no loose <c>*_PASSWORD</c> or <c>*_URI</c> variable that a manifest tool would write in clear.</summary>
    public static IResourceBuilder<ProjectResource> WithConnectionsOnly(this IResourceBuilder<ProjectResource> project)
        => project.WithReferenceEnvironment(
            ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery);

    /// <summary>One http endpoint: the container listens on <paramref name="containerPort"/>; a local run is reached on the port in <c>Ports:{name}</c>, or on a free one where none is configured.</summary>
    public static IResourceBuilder<ProjectResource> WithHttpPort(this IResourceBuilder<ProjectResource> project, string name, int containerPort)
        => project.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? project.WithHttpEndpoint(targetPort: containerPort)
            : project.WithHttpEndpoint(port: project.ApplicationBuilder.Configuration.GetValue<int?>($"Ports:{name}"));

    /// <summary>A link for people's browsers. Only a local run knows the address; a deployment configures its public one.</summary>
    public static IResourceBuilder<ProjectResource> WithLink(this IResourceBuilder<ProjectResource> project, string variable, IResourceBuilder<ProjectResource> target)
        => project.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? project
            : project.WithEnvironment(variable, target.GetEndpoint("http"));

    /// <summary>The poll that a new system opens by itself, from the section <c>Poll</c>.</summary>
    public static IResourceBuilder<ProjectResource> WithFirstPoll(this IResourceBuilder<ProjectResource> project)
    {
        foreach (var setting in project.ApplicationBuilder.Configuration.GetSection("Poll").GetChildren())
        {
            project.WithEnvironment($"FirstPoll__{setting.Key}", setting.Value);
        }

        return project;
    }

    /// <summary>How many instances to run, from <c>Replicas:{name}</c>.</summary>
    public static int Replicas(this IDistributedApplicationBuilder builder, string name)
        => builder.Configuration.GetValue($"Replicas:{name}", 1);
}
