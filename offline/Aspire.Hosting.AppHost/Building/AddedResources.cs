namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>A project that the AppHost references, with its first launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(new TProject());
        var profile = LaunchProfile.Of(project.Resource, builder.Configuration);
        foreach (var address in builder.ExecutionContext.IsRunMode ? profile?.Addresses ?? [] : [])
            project.WithEndpoint(port: address.Port, scheme: address.Scheme, name: address.Scheme);

        return project.WithEnvironment(context => ProjectEnvironment.Add(context, profile));
    }

    /// <summary>How many instances run behind each endpoint.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
        => builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);
}

/// <summary>Adds programs of this machine.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>A program, in a folder relative to the AppHost's.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
        => builder.AddResource(new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory)))
            .WithArgs(args ?? []);
}

/// <summary>What a container runs, and where it keeps its data.</summary>
public static class ContainerResourceBuilderExtensions
{
    /// <summary>Keeps data in a named volume; offline, in a folder of that name.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource
        => builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));
}

/// <summary>Names volumes so that two copies of an AppHost do not share one.</summary>
public static class VolumeNameGenerator
{
    /// <summary>Application, hash of the AppHost's path, resource and suffix.</summary>
    public static string Generate<T>(IResourceBuilder<T> builder, string suffix) where T : IResource
    {
        var application = builder.ApplicationBuilder;
        var name = string.Concat(application.Environment.ApplicationName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_'));
        return $"{name.ToLowerInvariant()}-{application.Configuration["AppHost:Sha256"]![..10].ToLowerInvariant()}-{builder.Resource.Name}-{suffix}";
    }
}
