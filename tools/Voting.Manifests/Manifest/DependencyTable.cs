using System.Globalization;
using System.Text;

namespace Voting.Manifests.Manifest;

/// <summary>Who needs whom, for people: the model's edges as a page of Markdown.</summary>
internal static class DependencyTable
{
    public static string Render(AspireManifest manifest)
    {
        var edges = ModelEdges.Of(manifest);
        var page = new StringBuilder("""
            # Who needs whom

            Read from the AppHost by `./voting manifests`; the network policies are checked against the same edges.

            | process | listens on | from outside | calls | is called by |
            |---|---|---|---|---|

            """);
        foreach (var workload in manifest.Workloads.OrderBy(workload => workload.Name, StringComparer.Ordinal))
        {
            var ports = workload.Bindings.Select(binding => binding.TargetPort.ToString(CultureInfo.InvariantCulture));
            var calls = edges.Where(edge => edge.From.Equals(workload.Name, StringComparison.Ordinal)).Select(edge => $"{edge.To}:{edge.Port.ToString(CultureInfo.InvariantCulture)}");
            var callers = edges.Where(edge => edge.To.Equals(workload.Name, StringComparison.Ordinal)).Select(edge => edge.From);
            string[] cells = [workload.Name, Join(ports), workload.Bindings.Any(binding => binding.External) ? "yes" : "", Join(calls), Join(callers)];
            page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        return page.ToString();
    }

    private static string Join(IEnumerable<string> items) => string.Join(", ", items.Order(StringComparer.Ordinal));
}
