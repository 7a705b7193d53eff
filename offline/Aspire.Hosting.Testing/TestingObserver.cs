namespace Aspire.Hosting.Testing;

/// <summary>Runs an AppHost's entry point up to the moment when it builds, and holds it there until the test is ready.</summary>
internal sealed class TestingObserver(Assembly appHost, string[] args, bool suspends) : BuilderObserver
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Assembly AppHostAssembly => appHost;

    /// <summary>Whether there is an entry point to hold.</summary>
    public bool Suspends => suspends;

    /// <summary>The builder, once the entry point is done with it.</summary>
    public Task<DistributedApplicationBuilder> Described => _described.Task;

    public override void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        settings.EnvironmentName = Environments.Development;
        settings.Configuration!.AddInMemoryCollection([new("DcpPublisher:RandomizePorts", "true")]);
    }

    public override void Building(DistributedApplicationBuilder builder)
    {
        if (suspends)
        {
            _described.TrySetResult(builder);
            _released.Task.GetAwaiter().GetResult();
        }
    }

    public override Task Running(DistributedApplication application, CancellationToken cancellationToken)
    {
        _built.TrySetResult(application);
        return _ended.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the entry point go on; the application, once it would run.</summary>
    public Task<DistributedApplication> ReleaseAsync()
    {
        _released.TrySetResult();
        return _built.Task;
    }

    /// <summary>Lets the entry point end.</summary>
    public void End()
    {
        _released.TrySetException(new OperationCanceledException("The test has disposed the builder."));
        _ended.TrySetResult();
    }

    // Each entry point has a thread of its own, and knows of this observer by its execution context: tests in one process do not meet.
    public void RunEntryPoint()
    {
        Current = this;
        var thread = new Thread(Run) { IsBackground = true, Name = $"{appHost.GetName().Name} entry point" };
        thread.Start();
        Current = null;
    }

    private void Run()
    {
        try
        {
            var entry = appHost.EntryPoint
                ?? throw new InvalidOperationException($"The assembly '{appHost.GetName().Name}' has no entry point.");
            object?[]? arguments = entry.GetParameters().Length == 0 ? null : [args];
            var result = entry.Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);
            (result as Task)?.GetAwaiter().GetResult();
            throw new InvalidOperationException("The entry point ended without building and running an application.");
        }
        catch (Exception ended)
        {
            _described.TrySetException(ended);
            _built.TrySetException(ended);
        }
    }
}
