using System.Text.Json.Serialization;

namespace Aspire.Hosting.Dcp;

/// <summary>An object of DCP's API. Only the members that are used here.</summary>
internal sealed record DcpObject(
    string Kind, DcpMetadata Metadata, DcpSpec? Spec, DcpStatus? Status = null, string ApiVersion = "usvc-dev.developer.microsoft.com/v1")
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [JsonIgnore]
    public string Name => Metadata.Name;

    public static DcpObject Service(string name, int? port)
        => new("Service", new(name), new() { Protocol = "TCP", AddressAllocationMode = "Localhost", Port = port });

    public static DcpObject Executable(
        string name, string program, IEnumerable<string> args, string? folder, IEnumerable<DcpVariable> env,
        Dictionary<string, string>? annotations = null)
        => new("Executable", new(name, annotations), new()
        {
            ExecutablePath = program,
            Args = [.. args],
            WorkingDirectory = folder,
            Env = [.. env],
            ExecutionType = "Process",
            AmbientEnvironment = new("Inherit"),
        });
}

internal sealed record DcpMetadata(string Name, Dictionary<string, string>? Annotations = null);

/// <summary>What a Service or an Executable should be.</summary>
internal sealed record DcpSpec(
    string? Protocol = null, string? AddressAllocationMode = null, int? Port = null,
    string? ExecutablePath = null, string? WorkingDirectory = null, string[]? Args = null, DcpVariable[]? Env = null,
    string? ExecutionType = null, DcpAmbientEnvironment? AmbientEnvironment = null);

/// <summary>What it is.</summary>
internal sealed record DcpStatus(
    string? State, int? Pid, int? ExitCode, DateTime? StartupTimestamp, DateTime? FinishTimestamp, int? EffectivePort)
{
    public bool IsTerminal => State is DcpState.Terminated or DcpState.FailedToStart or DcpState.Finished;
}

internal sealed record DcpVariable(string Name, string Value);

internal sealed record DcpAmbientEnvironment(string Behavior);

internal sealed record DcpServiceProducer(string ServiceName, string? Address, int? Port);

internal sealed record DcpChange(string Type, DcpObject Object);

/// <summary>States of a DCP executable.</summary>
internal static class DcpState
{
    public const string Running = "Running", Terminated = "Terminated", FailedToStart = "FailedToStart", Finished = "Finished";
}

/// <summary>Templates that DCP fills in, and how to keep everything else from being taken for one.</summary>
internal static partial class DcpTemplate
{
    public static string PortForServing(string service) => $$$"""{{- portForServing "{{{service}}}" -}}""";

    /// <summary>DCP parses every value that holds two opening braces.</summary>
    public static string Escape(string value) => !value.Contains("{{", StringComparison.Ordinal)
        ? value
        : Braces().Replace(value, match => match.Length > 2 ? match.Value : $$$"""{{ "{{{match.Value}}}" }}""");

    /// <summary>Our own templates as a whole, and any other pair of braces.</summary>
    [GeneratedRegex("""\{\{- portForServing "[A-Za-z0-9-]+" -\}\}|\{\{|\}\}""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Braces();
}
