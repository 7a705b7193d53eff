namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds environment variables when a resource starts or is published.</summary>
internal sealed record EnvironmentCallbackAnnotation(Action<EnvironmentCallbackContext> Callback) : IResourceAnnotation;

/// <summary>What a callback for environment variables works on.</summary>
/// <param name="ExecutionContext">Whether the application runs or is published.</param>
/// <param name="Resource">The resource.</param>
/// <param name="EnvironmentVariables">The variables; values are texts, or value providers.</param>
public sealed record EnvironmentCallbackContext(
    DistributedApplicationExecutionContext ExecutionContext, IResource Resource, Dictionary<string, object> EnvironmentVariables);

/// <summary>Adds command line arguments when a resource starts or is published.</summary>
internal sealed record CommandLineArgsCallbackAnnotation(Action<CommandLineArgsCallbackContext> Callback) : IResourceAnnotation;

/// <summary>What a callback for arguments works on.</summary>
/// <param name="ExecutionContext">Whether the application runs or is published.</param>
/// <param name="Args">The arguments; texts, or value providers.</param>
public sealed record CommandLineArgsCallbackContext(DistributedApplicationExecutionContext ExecutionContext, IList<object> Args);

/// <summary>What a reference to another resource may put into the environment.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__name</c>.</summary>
    ConnectionString = 1,

    /// <summary>One variable for each part of a connection string.</summary>
    ConnectionProperties = 2,

    /// <summary><c>services__name__scheme__0</c>.</summary>
    ServiceDiscovery = 4,

    /// <summary><c>NAME_ENDPOINT</c>.</summary>
    Endpoints = 8,

    /// <summary>All of these, the default.</summary>
    All = 15,
}

/// <summary>Limits what references put into the environment of a resource.</summary>
/// <param name="Flags">What is put there.</param>
public sealed record ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags Flags) : IResourceAnnotation;

/// <summary>How many instances run.</summary>
/// <param name="Replicas">The number.</param>
public sealed record ReplicaAnnotation(int Replicas) : IResourceAnnotation;

/// <summary>Names a health check that speaks for the resource.</summary>
/// <param name="Key">The name under which the check is registered.</param>
public sealed record HealthCheckAnnotation(string Key) : IResourceAnnotation;

/// <summary>A line between two resources, drawn in the dashboard.</summary>
/// <param name="Resource">The other resource.</param>
/// <param name="Type"><c>Reference</c>, <c>WaitFor</c> or <c>Parent</c>.</param>
public sealed record ResourceRelationshipAnnotation(IResource Resource, string Type) : IResourceAnnotation;

/// <summary>The image that a container runs.</summary>
/// <param name="Registry">The registry.</param>
/// <param name="Image">The image.</param>
/// <param name="Tag">The tag.</param>
public sealed record ContainerImageAnnotation(string Registry, string Image, string Tag) : IResourceAnnotation;

/// <summary>What lies behind a mount.</summary>
public enum ContainerMountType
{
    /// <summary>A folder of the host.</summary>
    BindMount = 0,

    /// <summary>A named volume.</summary>
    Volume = 1,
}

/// <summary>Where a container keeps its data.</summary>
/// <param name="Source">The volume's name or the folder.</param>
/// <param name="Target">The path inside the container.</param>
/// <param name="Type">Volume or folder.</param>
/// <param name="IsReadOnly">Whether it may not be written.</param>
public sealed record ContainerMountAnnotation(string? Source, string Target, ContainerMountType Type, bool IsReadOnly)
    : IResourceAnnotation;

/// <summary>What is waited for.</summary>
public enum WaitType
{
    /// <summary>Running and healthy.</summary>
    WaitUntilHealthy = 0,

    /// <summary>Ended.</summary>
    WaitForCompletion = 1,

    /// <summary>Running.</summary>
    WaitUntilStarted = 2,
}

/// <summary>A resource must not start before another one has come so far.</summary>
/// <param name="Resource">The resource waited for.</param>
/// <param name="WaitType">How far it must have come.</param>
/// <param name="ExitCode">The exit code that counts as completion.</param>
public sealed record WaitAnnotation(IResource Resource, WaitType WaitType, int ExitCode = 0) : IResourceAnnotation;
