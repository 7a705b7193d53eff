namespace Aspire.Hosting.Orchestration;

/// <summary>A program and how to start it.</summary>
/// <param name="Shown">The program that people know it by, where another one starts it.</param>
internal sealed record Launch(string Program, IReadOnlyList<string> Arguments, string WorkingDirectory, string? Shown = null);

/// <summary>Everything that a server of this machine needs in place of its container.</summary>
/// <param name="DataFolder">Where it keeps its data, and its predecessor did.</param>
/// <param name="RunFolder">A private folder that goes when the application ends.</param>
/// <param name="Port">The port to listen on, on localhost only.</param>
/// <param name="Arguments">The arguments that the container would get.</param>
/// <param name="SearchPath">The folders in which programs are looked for.</param>
/// <param name="LockPatience">How long to wait for a process that still uses the data.</param>
/// <param name="Console">The resource's console.</param>
internal sealed record LocalServer(
    string DataFolder, string RunFolder, int Port, IReadOnlyList<string> Arguments, IReadOnlyList<string> SearchPath,
    TimeSpan LockPatience, ResourceConsole Console);

/// <summary>How to run the same server on this machine that the container holds.</summary>
internal sealed record LocalServerAnnotation(Func<LocalServer, CancellationToken, Task<Launch>> Prepare) : IResourceAnnotation;

/// <summary>Finds out how to start each kind of resource.</summary>
internal sealed class LaunchFactory(RunOptions options, Volumes volumes, IConfiguration configuration, IOptions<RunPatience> patience)
{
    private static string Dotnet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    private string[] SearchPath => (configuration["PATH"] ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);

    public async Task<Launch> CreateAsync(
        ResourceInstance instance, string[] arguments, ResourceConsole console, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        if (resource is ProjectResource project)
            return new(Dotnet, [project.OutputPath(options.AppHost), .. arguments], Path.GetDirectoryName(project.ProjectPath())!);
        if (resource is ExecutableResource executable)
            return new(executable.Command, arguments, executable.WorkingDirectory);
        if (!resource.TryGetLastAnnotation<LocalServerAnnotation>(out var server))
        {
            throw new DistributedApplicationException(
                $"'{resource.Name}' is a container, and this machine has no container engine. "
                + "Build with AspireSource=nuget where Docker or Podman runs.");
        }

        var port = resource.Endpoints()[0].AllocatedEndpoint!.Port;
        LocalServer local = new(
            volumes.DataFolder(resource), volumes.RunFolder(instance), port, arguments, SearchPath, patience.Value.ForLock, console);
        return await server.Prepare(local, cancellationToken);
    }
}
