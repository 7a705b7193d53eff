using Result = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource, or one instance of it, looks like at a moment.</summary>
public sealed record CustomResourceSnapshot
{
    /// <summary>The kind of resource, as the dashboard shows it.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Facts about it.</summary>
    public required ImmutableArray<ResourcePropertySnapshot> Properties { get; init; }

    /// <summary>When it was created.</summary>
    public DateTime? CreationTimeStamp { get; init; }

    /// <summary>When it started.</summary>
    public DateTime? StartTimeStamp { get; init; }

    /// <summary>When it stopped.</summary>
    public DateTime? StopTimeStamp { get; init; }

    /// <summary>One of <see cref="KnownResourceStates"/>, or any other text.</summary>
    public ResourceStateSnapshot? State { get; init; }

    /// <summary>The exit code of a process that ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The worst of <see cref="HealthReports"/>; null while it is not running.</summary>
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running
        ? null
        : HealthReports.Select(report => report.Status ?? Result.Unhealthy).Append(Result.Healthy).Min();

    /// <summary>The last result of each health check.</summary>
    public ImmutableArray<HealthReportSnapshot> HealthReports { get; internal init; } = [];

    /// <summary>The environment that it was started with.</summary>
    public ImmutableArray<EnvironmentVariableSnapshot> EnvironmentVariables { get; init; } = [];

    /// <summary>Where it is reached.</summary>
    public ImmutableArray<UrlSnapshot> Urls { get; init; } = [];

    /// <summary>Where it keeps its data.</summary>
    public ImmutableArray<VolumeSnapshot> Volumes { get; init; } = [];

    /// <summary>Lines to other resources.</summary>
    public ImmutableArray<RelationshipSnapshot> Relationships { get; init; } = [];

    /// <summary>Whether nothing runs any more.</summary>
    internal bool IsTerminal => KnownResourceStates.TerminalStates.Contains(State?.Text);

    /// <summary>The handlers of <see cref="ResourceReadyEvent"/>, once they have been called.</summary>
    internal Task? Ready { get; init; }

    /// <summary>With a property set, or, where the value is null, without it.</summary>
    internal CustomResourceSnapshot With(string property, object? value, bool sensitive = false)
    {
        var others = Properties.Where(p => p.Name != property);
        return this with { Properties = value is null ? [.. others] : [.. others, new(property, value, sensitive)] };
    }
}

/// <summary>A state and how it is coloured.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    internal static readonly ResourceStateSnapshot Running = new(KnownResourceStates.Running, KnownResourceStateStyles.Success);

    internal static readonly ResourceStateSnapshot Failed = new(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error);

    /// <summary>A state without a colour.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>One variable.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>One address.</summary>
/// <param name="Name">The endpoint's name.</param>
/// <param name="Url">The address itself.</param>
/// <param name="IsInactive">Whether nothing answers there at the moment.</param>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInactive);

/// <summary>One volume.</summary>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>One line to another resource.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>One fact.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Value">A text, a number or a list.</param>
/// <param name="IsSensitive">Whether it is masked until a person asks to see it.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value, bool IsSensitive = false);

/// <summary>The result of one health check; without a status it has not run yet.</summary>
/// <param name="Name">The name of the check.</param>
/// <param name="Status">The result.</param>
/// <param name="Description">What the check says about it.</param>
/// <param name="ExceptionText">What went wrong.</param>
/// <param name="LastRunAt">When it ran.</param>
public sealed record HealthReportSnapshot(
    string Name, HealthStatus? Status, string? Description, string? ExceptionText, DateTime? LastRunAt = null);

/// <summary>States that the dashboard and those who wait understand.</summary>
public static class KnownResourceStates
{
    /// <summary>Not started, and nobody has asked for it.</summary>
    public const string NotStarted = nameof(NotStarted);

    /// <summary>Waits for another resource.</summary>
    public const string Waiting = nameof(Waiting);

    /// <summary>Is being started.</summary>
    public const string Starting = nameof(Starting);

    /// <summary>Runs.</summary>
    public const string Running = nameof(Running);

    /// <summary>Is being stopped.</summary>
    public const string Stopping = nameof(Stopping);

    /// <summary>Was stopped.</summary>
    public const string Exited = nameof(Exited);

    /// <summary>Ended by itself.</summary>
    public const string Finished = nameof(Finished);

    /// <summary>Could not be started.</summary>
    public const string FailedToStart = nameof(FailedToStart);

    /// <summary>Nobody gave the parameter a value.</summary>
    public const string ValueMissing = nameof(ValueMissing);

    /// <summary>States in which nothing runs any more.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}

/// <summary>Colours of states.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>All is well.</summary>
    public const string Success = "success";

    /// <summary>It failed.</summary>
    public const string Error = "error";

    /// <summary>Somebody should look.</summary>
    public const string Warn = "warning";
}

/// <summary>Commands that every process has.</summary>
public static class KnownResourceCommands
{
    /// <summary>Starts it.</summary>
    public const string StartCommand = "start";

    /// <summary>Stops it.</summary>
    public const string StopCommand = "stop";

    /// <summary>Stops and starts it.</summary>
    public const string RestartCommand = "restart";
}
