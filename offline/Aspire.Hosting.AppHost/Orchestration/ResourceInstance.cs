namespace Aspire.Hosting.Orchestration;

/// <summary>One process of a resource, through all its restarts.</summary>
internal sealed class ResourceInstance(IResource resource)
{
    private int _runs;

    public IResource Resource { get; } = resource;

    /// <summary>Eight letters that tell it from its siblings, in the dashboard and in telemetry.</summary>
    public string Suffix { get; } = RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz", 8);

    public string Id => $"{Resource.Name}-{Suffix}";

    private SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Starts or stops it while nobody else does.</summary>
    public async Task AloneAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        try
        {
            await action();
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>Ends the wait for its dependencies.</summary>
    public CancellationTokenSource Waiting { get; set; } = new();

    /// <summary>What DCP runs for it now; a restart has a new name, so that news of the old process cannot be mistaken.</summary>
    public string? Executable { get; private set; }

    public DcpStatus? Status { get; set; }

    /// <summary>Ends when all that it wrote is on its console: the number of the first line.</summary>
    public Task<int> Output { get; set; } = Task.FromResult(0);

    public bool IsUp => Executable is not null && Status is not { IsTerminal: true };

    public string NextExecutable()
    {
        Status = null;
        return Executable = ++_runs == 1 ? Id : $"{Id}-{_runs}";
    }

    public void Forget() => Executable = null;
}

/// <summary>The processes of the application.</summary>
internal sealed class ResourceInstances(DistributedApplicationModel model)
{
    private readonly Lazy<ResourceInstance[]> _all = new(() =>
        [.. from resource in model.Resources where resource is ProjectResource or ExecutableResource or ContainerResource
            from _ in Enumerable.Range(0, resource.GetReplicaCount())
            select new ResourceInstance(resource)]);

    public IReadOnlyList<ResourceInstance> All => _all.Value;

    /// <summary>How many states a resource has: one for each process, or one of its own.</summary>
    public IReadOnlyList<string> IdsOf(IResource resource)
        => [.. All.Where(i => i.Resource == resource).Select(i => i.Id).DefaultIfEmpty(resource.Name)];

    public ResourceInstance? Running(string executable) => All.FirstOrDefault(i => i.Executable == executable);
}
