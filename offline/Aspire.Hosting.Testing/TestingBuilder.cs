namespace Aspire.Hosting.Testing;

/// <summary>An application that a test may change before it is built.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Ends the description.</summary>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}

/// <summary>The builder of an application, held before it is built.</summary>
/// <param name="described">Set when the entry point is done with it; null where no entry point describes it, but the test alone.</param>
internal sealed class TestingBuilder(Assembly appHost, string[] args, TaskCompletionSource<TestingBuilder>? described)
    : DistributedApplicationBuilder(args, appHost, testing: true), IDistributedApplicationTestingBuilder
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DistributedApplication? _application;

    /// <summary>Runs an AppHost's entry point up to the moment when it builds, and holds it there until the test is ready.</summary>
    public static Task<TestingBuilder> DescribeAsync(Assembly appHost, string[] args)
    {
        TaskCompletionSource<TestingBuilder> described = new(TaskCreationOptions.RunContinuationsAsynchronously);
        // A thread of its own has an execution context of its own, and so a factory: tests in one process do not meet.
        new Thread(() => Run(appHost, args, described)) { IsBackground = true, Name = $"{appHost.GetName().Name} entry point" }.Start();
        return described.Task;
    }

    public override DistributedApplication Build()
    {
        if (described is null || !described.TrySetResult(this))
            return BuildAsync().GetAwaiter().GetResult();

        // The entry point comes here, and first.
        _released.Task.GetAwaiter().GetResult();
        return new HeldApplication(BuildHost(), _built, _ended.Task);
    }

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _released.TrySetResult();
        return _application ??= described is null ? base.Build() : await _built.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();

        _released.TrySetException(new OperationCanceledException("The test has disposed the builder."));
        _ended.TrySetResult();
    }

    private static void Run(Assembly appHost, string[] args, TaskCompletionSource<TestingBuilder> described)
    {
        TestingBuilder? builder = null;
        Factory.Value = commandLine => builder = new TestingBuilder(appHost, commandLine, described);
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
            described.TrySetException(ended);
            builder?._built.TrySetException(ended);
        }
    }

    /// <summary>Where the entry point would run it, the test starts and stops it.</summary>
    private sealed class HeldApplication(IHost host, TaskCompletionSource<DistributedApplication> built, Task ended)
        : DistributedApplication(host)
    {
        public override Task RunAsync(CancellationToken cancellationToken = default)
        {
            built.TrySetResult(this);
            return ended.WaitAsync(cancellationToken);
        }
    }
}
