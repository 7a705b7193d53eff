namespace Aspire.Hosting;

/// <summary>What the AppHost was started for.</summary>
public enum DistributedApplicationOperation
{
    /// <summary>To run the application on this machine.</summary>
    Run = 0,

    /// <summary>To describe it for a deployment.</summary>
    Publish = 1,
}

/// <summary>Tells the model whether it is going to run or to be published.</summary>
/// <param name="Operation">What the AppHost was started for.</param>
public sealed record DistributedApplicationExecutionContext(DistributedApplicationOperation Operation)
{
    /// <summary>Whether the application runs on this machine.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>Whether it is described for a deployment.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;
}
