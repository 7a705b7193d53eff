namespace Aspire.Hosting.Orchestration;

/// <summary>Finds out how to start each kind of resource.</summary>
internal sealed class LaunchFactory(RunOptions options, Volumes volumes, IConfiguration configuration, IOptions<RunPatience> patience)
{
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    public async Task<Launch> CreateAsync(ResourceInstance instance, string[] arguments, ILogger console, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        return resource switch
        {
            ProjectResource project => new(Dotnet, [project.OutputPath(options.AppHost), .. arguments], Path.GetDirectoryName(project.ProjectPath())!),
            ExecutableResource executable => new(executable.Command, arguments, executable.WorkingDirectory),
            _ when resource.TryGetLastAnnotation<LocalServerAnnotation>(out var server) => await server.Prepare(
                new(volumes.DataFolder(resource), volumes.RunFolder(instance), resource.Endpoints()[0].AllocatedEndpoint!.Port, arguments, SearchPath, patience.Value.ForLock, console), cancellationToken),
            _ => throw new DistributedApplicationException($"'{resource.Name}' is a container, and this machine has no container engine. Build with AspireSource=nuget where Docker or Podman runs."),
        };
    }

    private string[] SearchPath => (configuration["PATH"] ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
}
