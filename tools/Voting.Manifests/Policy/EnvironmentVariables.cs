using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Voting.Manifests.Manifest;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Variables are defined once, before they are used, and hold no rest of a template.</summary>
internal static partial class EnvironmentVariables
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => from workload in cluster.Workloads
           from container in workload.Containers
           from problem in Problems(container)
           select new Finding($"{workload}", problem);

    private static IEnumerable<string> Problems(JsonObject container)
    {
        var defined = new HashSet<string>(StringComparer.Ordinal);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in container.List("env"))
        {
            var (name, value) = (entry.Text("name"), entry.Text("value"));
            foreach (var expanded in Expansions(value))
            {
                used.Add(expanded);
                if (!defined.Contains(expanded))
                {
                    yield return $"{name} uses $({expanded}), which is not defined before it";
                }
            }

            if (!defined.Add(name))
            {
                yield return $"{name} is defined twice";
            }

            if (name.StartsWith(SecretName.Prefix, StringComparison.Ordinal) != (entry["valueFrom"]?["secretKeyRef"] is not null))
            {
                yield return $"{name}: what comes from a Secret is called {SecretName.Prefix}…, and nothing else is";
            }

            if (Leftover().IsMatch(value))
            {
                yield return $"{name} still holds an unresolved reference or an escape: {value}";
            }
        }

        foreach (var arg in (container["args"] as JsonArray ?? []).Select(arg => arg!.ToString()))
        {
            used.UnionWith(Expansions(arg));
            if (Leftover().IsMatch(arg) || Expansions(arg).Any(name => !defined.Contains(name)))
            {
                yield return $"the argument '{arg}' is not resolved";
            }
        }

        foreach (var name in defined.Where(name => name.StartsWith(SecretName.Prefix, StringComparison.Ordinal)).Except(used, StringComparer.Ordinal))
        {
            yield return $"gets {name} without using it";
        }
    }

    private static IEnumerable<string> Expansions(string text) => Expansion().Matches(text).Select(match => match.Groups["name"].Value);

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][A-Za-z0-9_-]*)\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Expansion();

    [GeneratedRegex(@"\{[A-Za-z][A-Za-z0-9-]*\.[A-Za-z.0-9-]+\}|&(amp|quot|lt|gt|#[0-9]+|#x[0-9A-Fa-f]+);|\{\{", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Leftover();
}
