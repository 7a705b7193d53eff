namespace Aspire.Hosting.Testing;

/// <summary>Begins applications for tests: free ports instead of fixed ones, no dashboard, data that goes when the application is disposed.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>An empty application.</summary>
    public static IDistributedApplicationTestingBuilder Create(params string[] args)
        => new TestingBuilder(Assembly.GetEntryAssembly()!, args, described: null);

    /// <summary>The application that an AppHost's entry point describes.</summary>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
        => await TestingBuilder.DescribeAsync(typeof(TEntryPoint).Assembly, args).WaitAsync(cancellationToken);
}
