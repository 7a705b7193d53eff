namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>A project that the AppHost references, with its first launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
        => builder.AddResource(new ProjectResource(name))
            .WithAnnotation<IProjectMetadata>(new TProject())
            .WithProjectDefaults();

    /// <summary>How many instances run behind each endpoint.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
        => builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<ProjectResource> WithProjectDefaults(this IResourceBuilder<ProjectResource> builder)
    {
        var profile = LaunchProfile.Of(builder.Resource, builder.ApplicationBuilder.Configuration);
        foreach (var address in builder.ApplicationBuilder.ExecutionContext.IsRunMode ? profile?.Addresses ?? [] : [])
            builder.WithEndpoint(port: address.Port, scheme: address.Scheme, name: address.Scheme);

        return builder.WithEnvironment(context => ProjectEnvironment.Add(context, profile));
    }
}
