namespace Aspire.Hosting.ApplicationModel;

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

/// <summary>What happens to those who wait when the dependency is down.</summary>
public enum WaitBehavior
{
    /// <summary>They go on waiting, so that restarting the dependency releases them.</summary>
    WaitOnResourceUnavailable = 0,

    /// <summary>They fail to start.</summary>
    StopOnResourceUnavailable = 1,
}

/// <summary>A resource must not start before another one has come so far.</summary>
public sealed class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The resource waited for.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>How far it must have come.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>The exit code that counts as completion.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What to do when it is down; null leaves that to the application.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
