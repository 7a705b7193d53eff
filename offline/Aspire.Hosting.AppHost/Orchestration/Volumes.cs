namespace Aspire.Hosting.Orchestration;

/// <summary>The folders that stand in for volumes, and the promise that no second AppHost uses them.</summary>
internal sealed class Volumes(RunOptions options, IConfiguration configuration, IHostEnvironment environment) : IDisposable
{
    private const string TemporaryName = "aspire-run-";

    // Others may pass through, because PostgreSQL runs as another user where the AppHost is root; they cannot list or read.
    private const UnixFileMode Passage = PrivateFile.OwnFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly Lazy<string> _temporary = new(() =>
    {
        RemoveOrphans();
        var folder = Directory.CreateTempSubdirectory($"{TemporaryName}{Environment.ProcessId}-").FullName;
        File.SetUnixFileMode(folder, Passage);
        return folder;
    });

    private FileStream? _lock;

    public void Lock()
    {
        if (options.DataRoot is null)
            return;

        var name = $"{environment.ApplicationName}-{configuration["AppHost:Sha256"]![..10]}.lock".ToLowerInvariant();
        var path = Path.Combine(Create(options.DataRoot), name);
        _lock = PrivateFile.TryLock(path) ?? throw new DistributedApplicationException(
            $"This AppHost ({configuration["AppHost:Path"]}) is running already; it holds the lock '{path}'. "
            + "Stop that one first (Ctrl+C in its terminal).");
    }

    /// <summary>The folder of a resource's volume; a temporary one where it has none, or where every run is apart.</summary>
    public string DataFolder(IResource resource) => Create(resource.Annotations.OfType<ContainerMountAnnotation>().FirstOrDefault() switch
    {
        { Type: ContainerMountType.BindMount, Source: { } folder } => folder,
        { Source: { } name } => Path.Combine(options.DataRoot ?? _temporary.Value, name),
        _ => Path.Combine(_temporary.Value, $"{resource.Name}-data"),
    });

    public string RunFolder(ResourceInstance instance) => Create(Path.Combine(_temporary.Value, instance.Id));

    public void Dispose()
    {
        _lock?.Dispose();
        if (_temporary.IsValueCreated && Directory.Exists(_temporary.Value))
            Directory.Delete(_temporary.Value, recursive: true);
    }

    // What an AppHost left behind that was killed.
    private static void RemoveOrphans()
    {
        static bool IsOrphan(string folder) => !Directory.Exists($"/proc/{Path.GetFileName(folder).Split('-')[2]}");
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{TemporaryName}*").Where(IsOrphan))
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another AppHost is just doing the same.
            }
        }
    }

    private static string Create(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? folder : Directory.CreateDirectory(folder, Passage).FullName;
        }
        catch (Exception unusable) when (unusable is UnauthorizedAccessException or IOException)
        {
            throw new DistributedApplicationException($"The data folder '{folder}' cannot be created: {unusable.Message}", unusable);
        }
    }
}
