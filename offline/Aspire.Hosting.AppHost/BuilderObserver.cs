namespace Aspire.Hosting;

/// <summary>Lets a test take part in building the application that an AppHost's entry point describes.</summary>
internal abstract class BuilderObserver
{
    private static readonly AsyncLocal<BuilderObserver?> Observing = new();

    /// <summary>The observer of the code that runs now; none outside tests.</summary>
    public static BuilderObserver? Current
    {
        get => Observing.Value;
        set => Observing.Value = value;
    }

    public abstract Assembly AppHostAssembly { get; }

    public abstract void Creating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    /// <summary>Called before the application is built; may hold the entry point until the test has made its changes.</summary>
    public abstract void Building(DistributedApplicationBuilder builder);

    /// <summary>What the entry point waits for in place of running the application: the test starts and stops it.</summary>
    public abstract Task Running(DistributedApplication application, CancellationToken cancellationToken);
}
