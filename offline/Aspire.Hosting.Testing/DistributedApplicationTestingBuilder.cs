namespace Aspire.Hosting.Testing;

/// <summary>Begins applications for tests: free ports instead of fixed ones, no dashboard, data that goes when the application is disposed.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>An empty application.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, (_, _) => { });

    /// <summary>An empty application whose options the test changes.</summary>
    public static IDistributedApplicationTestingBuilder Create(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        var observer = new TestingObserver(System.Reflection.Assembly.GetEntryAssembly()!, args, configureBuilder, suspends: false);
        BuilderObserver.Current = observer;
        try
        {
            return new TestingBuilder(new DistributedApplicationBuilder(args), observer);
        }
        finally
        {
            BuilderObserver.Current = null;
        }
    }

    /// <summary>The application that an AppHost's entry point describes.</summary>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)" />
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => CreateAsync<TEntryPoint>(args, (_, _) => { }, cancellationToken);

    /// <inheritdoc cref="CreateAsync{TEntryPoint}(CancellationToken)" />
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var observer = new TestingObserver(typeof(TEntryPoint).Assembly, args, configureBuilder, suspends: true);
        observer.RunEntryPoint();
        return new TestingBuilder(await observer.Described.WaitAsync(cancellationToken), observer);
    }
}
