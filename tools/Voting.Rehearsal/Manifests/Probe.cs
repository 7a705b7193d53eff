using System.Globalization;
using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Rehearsal.Manifests;

/// <summary>What the kubelet asks a container, and how often.</summary>
/// <param name="Path">Of an HTTP probe; else null.</param>
/// <param name="Command">Of an exec probe; else empty. With neither, the port is connected to.</param>
internal sealed record Probe(string? Path, int Port, IReadOnlyList<string> Command, TimeSpan InitialDelay, TimeSpan Period, TimeSpan Timeout, int FailureThreshold)
{
    /// <summary>The probe of that name, or null where the container has none.</summary>
    public static Probe? Of(JsonObject container, string name)
    {
        if (container[name] is not JsonObject probe)
        {
            return null;
        }

        var (http, tcp) = (probe["httpGet"] as JsonObject, probe["tcpSocket"] as JsonObject);
        return new(
            http?.Text("path"),
            PortOf(container, (http ?? tcp)?.Text("port")),
            Texts(probe["exec"]?["command"]),
            Seconds(probe, "initialDelaySeconds", 0), Seconds(probe, "periodSeconds", 10), Seconds(probe, "timeoutSeconds", 1),
            probe["failureThreshold"].Number() ?? 3);
    }

    internal static IReadOnlyList<string> Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => item!.ToString())];

    private static int PortOf(JsonObject container, string? port)
        => port is null ? 0
            : container.List("ports").FirstOrDefault(known => known.Text("name").Same(port)) is { } named ? named["containerPort"].Number() ?? 0
            : int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static TimeSpan Seconds(JsonObject probe, string field, int otherwise) => TimeSpan.FromSeconds(probe[field].Number() ?? otherwise);
}
