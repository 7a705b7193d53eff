using System.Collections.Immutable;

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
    public HealthStatus? HealthStatus => State?.Text != KnownResourceStates.Running ? null
        : HealthReports.IsEmpty ? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
        : HealthReports.Min(report => report.Status ?? Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Unhealthy);

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

    /// <summary>Whether the dashboard leaves it out.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The handlers of <see cref="ResourceReadyEvent"/>, once they have been called.</summary>
    internal Task? Ready { get; init; }

    /// <summary>With a property set, or, where the value is null, without it.</summary>
    internal CustomResourceSnapshot With(string property, object? value, bool sensitive = false)
    {
        var others = Properties.Where(p => p.Name != property);
        return this with { Properties = value is null ? [.. others] : [.. others, new(property, value) { IsSensitive = sensitive }] };
    }
}

/// <summary>A state and how it is coloured.</summary>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a colour.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}

/// <summary>One variable.</summary>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);

/// <summary>One address.</summary>
public sealed record UrlSnapshot(string? Name, string Url, bool IsInternal)
{
    /// <summary>Whether nothing answers there at the moment.</summary>
    public bool IsInactive { get; init; }
}

/// <summary>One volume.</summary>
public sealed record VolumeSnapshot(string? Source, string Target, string MountType, bool IsReadOnly);

/// <summary>One line to another resource.</summary>
public sealed record RelationshipSnapshot(string ResourceName, string Type);

/// <summary>One fact.</summary>
public sealed record ResourcePropertySnapshot(string Name, object? Value)
{
    /// <summary>Whether it is masked until a person asks to see it.</summary>
    public bool IsSensitive { get; init; }
}

/// <summary>The result of one health check; without a status it has not run yet.</summary>
public sealed record HealthReportSnapshot(string Name, HealthStatus? Status, string? Description, string? ExceptionText)
{
    /// <summary>When it ran.</summary>
    public DateTime? LastRunAt { get; init; }
}
