namespace Aspire.Hosting;

/// <summary>Collects the parts of a distributed application.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>The AppHost's configuration.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The AppHost's project folder.</summary>
    string AppHostDirectory { get; }

    /// <summary>The AppHost's assembly.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>The AppHost's environment.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Services of the AppHost itself.</summary>
    IServiceCollection Services { get; }

    /// <summary>What happens to the application and its resources.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Whether the application runs or is published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource; its name must be new.</summary>
    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    /// <summary>A builder for a resource that is not, or need not be, part of the application.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;

    /// <summary>Ends the description.</summary>
    DistributedApplication Build();
}

/// <summary>Collects the parts of a distributed application.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    /// <summary>Starts an application with the AppHost's command line.</summary>
    public DistributedApplicationBuilder(string[] args)
        : this(args, Assembly.GetEntryAssembly(), testing: false) { }

    internal DistributedApplicationBuilder(string[] args, Assembly? appHost, bool testing)
    {
        AppHostAssembly = appHost;
        AppHostDirectory = Metadata("apphostprojectpath") ?? Directory.GetCurrentDirectory();
        ConfigurationManager configuration = new();
        configuration.AddInMemoryCollection(
        [
            new("AppHost:Directory", AppHostDirectory),
            new("AppHost:Path", Path.Combine(AppHostDirectory, ProjectName)),
            new("AppHost:DashboardApplicationName", appHost?.GetName().Name),
            new("DcpPublisher:RandomizePorts", $"{testing}"),
        ]);
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = args,
            Configuration = configuration,
            ApplicationName = appHost?.GetName().Name,
            ContentRootPath = AppHostDirectory,
            EnvironmentName = testing ? Environments.Development : null,
        });
        Configuration.AddCommandLine(args, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["--operation"] = "AppHost:Operation",
            ["--publisher"] = "Publishing:Publisher",
            ["--output-path"] = "Pipeline:OutputPath",
            ["--step"] = "Pipeline:Step",
        });

        ExecutionContext = new(IsPublish() ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run);
        // Two clones must not share a volume; what is published must not tell where it was published.
        var identity = ExecutionContext.IsPublishMode ? ProjectName : Configuration["AppHost:Path"]!.ToLowerInvariant();
        Configuration["AppHost:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
        HostingServices.Add(this, testing);
    }

    /// <inheritdoc />
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc />
    public string AppHostDirectory { get; }

    /// <inheritdoc />
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc />
    public IHostEnvironment Environment => _host.Environment;

    /// <inheritdoc />
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc />
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc />
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc />
    public IResourceCollection Resources { get; } = new ResourceCollection();

    internal ILoggingBuilder Logging => _host.Logging;

    /// <summary>Makes the builders of the code that runs now, where a test wants to take part; null otherwise.</summary>
    internal static AsyncLocal<Func<string[], DistributedApplicationBuilder>?> Factory { get; } = new();

    /// <inheritdoc />
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        if (Resources.Find(resource.Name) is { } other)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType()}' with name '{resource.Name}' because resource of type "
                + $"'{other.GetType()}' with that name already exists. Resource names are case-insensitive.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc />
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource
        => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc />
    public virtual DistributedApplication Build() => new(BuildHost());

    internal IHost BuildHost() => _host.Build();

    private string ProjectName => Metadata("apphostprojectname") ?? AppHostAssembly?.GetName().Name ?? "AppHost";

    private bool IsPublish()
        => string.Equals(Configuration["AppHost:Operation"], "publish", StringComparison.OrdinalIgnoreCase)
        || Configuration["Publishing:Publisher"] is not null;

    private string? Metadata(string key) => AppHostAssembly?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(a => string.Equals(a.Key, key, StringComparison.OrdinalIgnoreCase))?.Value;
}
