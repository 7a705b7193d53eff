namespace Aspire.Hosting.Testing;

/// <summary>Begins applications for tests: free ports instead of fixed ones, no dashboard, data that goes when the application is disposed.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>An empty application.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
    {
        var observer = new TestingObserver(Assembly.GetEntryAssembly()!, args, suspends: false);
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
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var observer = new TestingObserver(typeof(TEntryPoint).Assembly, args, suspends: true);
        observer.RunEntryPoint();
        return new TestingBuilder(await observer.Described.WaitAsync(cancellationToken), observer);
    }
}
