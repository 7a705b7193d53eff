using System.Text.RegularExpressions;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>No password, key or token stands in a file; they come from Secrets that an operator makes.</summary>
internal static partial class ClearText
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Of("Secret").Select(secret => new Finding($"Secret {secret.Name()}", "its values would lie in a file"))
            .Concat(cluster.Workloads.SelectMany(workload => workload.Containers.SelectMany(container => container.List("env"))
                .Where(entry => Reveals(entry.Text("name"), entry.Text("value")))
                .Select(entry => new Finding($"{workload}", $"{entry.Text("name")} holds a password in clear"))))
            .Concat(cluster.Workloads.SelectMany(workload => workload.Containers.SelectMany(container => container["args"] as System.Text.Json.Nodes.JsonArray ?? [])
                .Where(arg => Inline().IsMatch(arg!.ToString()))
                .Select(_ => new Finding($"{workload}", "an argument holds a password in clear"))))
            .Concat(cluster.Of("ConfigMap").SelectMany(map => map["data"].Map().Where(entry => Reveals(entry.Key, entry.Value))
                .Select(entry => new Finding($"ConfigMap {map.Name()}", $"{entry.Key} holds a password in clear"))));

    private static bool Reveals(string name, string value)
        => (value.Length > 0 && Telling().IsMatch(name) && !value.StartsWith("$(", StringComparison.Ordinal)) || Inline().IsMatch(value);

    [GeneratedRegex("password|passwd|secret|token|(_|^)key$|api_?key", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Telling();

    [GeneratedRegex(@"(password=|pwd=|requirepass )(?!\$)[^\s;,]|://[^/\s:@]*:[^$/\s@][^/\s@]*@", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Inline();
}
