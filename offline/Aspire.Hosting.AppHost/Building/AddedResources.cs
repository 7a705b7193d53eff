namespace Aspire.Hosting;

/// <summary>Adds projects and programs, and says how many run and where a container keeps its data.</summary>
public static partial class ResourceAddingExtensions
{
    extension(IDistributedApplicationBuilder builder)
    {
        /// <summary>A project that the AppHost references, with its first launch profile.</summary>
        public IResourceBuilder<ProjectResource> AddProject<TProject>(string name) where TProject : IProjectMetadata, new()
        {
            var project = builder.AddResource(new ProjectResource(name)).WithAnnotation<IProjectMetadata>(new TProject());
            var profile = LaunchProfile.Of(project.Resource, builder.Configuration);
            foreach (var address in builder.ExecutionContext.IsRunMode ? profile?.Addresses ?? [] : [])
                project.WithEndpoint(port: address.Port, scheme: address.Scheme, name: address.Scheme);

            return project.WithEnvironment(context => ProjectEnvironment.Add(context, profile));
        }

        /// <summary>A program, in a folder relative to the AppHost's.</summary>
        public IResourceBuilder<ExecutableResource> AddExecutable(
            string name, string command, string workingDirectory, params string[]? args)
            => builder.AddResource(new ExecutableResource(name, command, Path.GetFullPath(workingDirectory, builder.AppHostDirectory)))
                .WithArgs(args ?? []);
    }

    /// <summary>How many instances run behind each endpoint.</summary>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas)
        => builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Keeps data in a named volume; offline, in a folder of that name.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string name, string target, bool isReadOnly = false)
        where T : ContainerResource
        => builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));

    /// <summary>Application, hash of the AppHost's path, resource: so that two copies of an AppHost do not share a volume.</summary>
    internal static string DataVolumeName(this IResourceBuilder<ContainerResource> builder)
    {
        var application = builder.ApplicationBuilder;
        var name = UnusableInVolumeName().Replace(application.Environment.ApplicationName, "_");
        var identity = $"{name}-{application.Configuration["AppHost:Sha256"]![..10]}".ToLowerInvariant();
        return $"{identity}-{builder.Resource.Name}-data";
    }

    [GeneratedRegex("[^A-Za-z0-9_.-]", RegexOptions.None, 1000)]
    private static partial Regex UnusableInVolumeName();
}
