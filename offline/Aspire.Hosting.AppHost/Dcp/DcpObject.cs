using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dcp;

/// <summary>An object of DCP's API. Only the members that are used here.</summary>
internal sealed class DcpObject
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string ApiVersion { get; init; } = "usvc-dev.developer.microsoft.com/v1";

    public required string Kind { get; init; }

    public required DcpMetadata Metadata { get; init; }

    public DcpSpec? Spec { get; init; }

    public DcpStatus? Status { get; init; }

    [JsonIgnore]
    public string Name => Metadata.Name;
}

internal sealed record DcpMetadata(string Name, Dictionary<string, string>? Annotations = null);

internal sealed record DcpSpec
{
    // A Service.
    public string? Protocol { get; init; }

    public string? AddressAllocationMode { get; init; }

    public int? Port { get; init; }

    // An Executable.
    public string? ExecutablePath { get; init; }

    public string? WorkingDirectory { get; init; }

    public string[]? Args { get; init; }

    public DcpVariable[]? Env { get; init; }

    public string? ExecutionType { get; init; }

    public DcpAmbientEnvironment? AmbientEnvironment { get; init; }
}

internal sealed record DcpVariable(string Name, string Value);

internal sealed record DcpAmbientEnvironment(string Behavior);

internal sealed record DcpStatus
{
    public string? State { get; init; }

    public int? Pid { get; init; }

    public int? ExitCode { get; init; }

    public DateTime? StartupTimestamp { get; init; }

    public DateTime? FinishTimestamp { get; init; }

    public string? EffectiveAddress { get; init; }

    public int? EffectivePort { get; init; }
}

internal sealed record DcpServiceProducer(string ServiceName, string? Address, int? Port);

internal sealed record DcpChange(string Type, DcpObject Object);

internal sealed record DcpList(DcpObject[] Items);

/// <summary>States of a DCP executable.</summary>
internal static class DcpState
{
    public const string Running = "Running";
    public const string Terminated = "Terminated";
    public const string FailedToStart = "FailedToStart";
    public const string Finished = "Finished";

    public static bool IsTerminal(string? state) => state is Terminated or FailedToStart or Finished;
}
