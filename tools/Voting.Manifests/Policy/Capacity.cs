using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Every container says what it needs and what it may take; the voting document's services have the document's numbers.</summary>
internal static class Capacity
{
    private const string Large = "100m 256Mi 500m 512Mi";
    private const string Small = "50m 128Mi 200m 256Mi";

    private static readonly Dictionary<string, string> _documented = new(StringComparer.Ordinal)
    {
        ["api"] = Large,
        ["results"] = Large,
        ["frontend"] = Large,
        ["gateway"] = Large,
        ["worker"] = Small,
        ["migrations"] = Small,
    };

    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => from workload in cluster.Workloads
           from container in workload.Containers
           from problem in Problems(workload.Service, container["resources"] as JsonObject ?? []).Concat(Image(container))
           select new Finding($"{workload}", problem);

    private static IEnumerable<string> Problems(string name, JsonObject resources)
    {
        foreach (var kind in (string[])["cpu", "memory"])
        {
            var request = Quantity.Parse((resources["requests"] as JsonObject ?? []).Text(kind));
            var limit = Quantity.Parse((resources["limits"] as JsonObject ?? []).Text(kind));
            if (request is not > 0 || limit is not > 0)
            {
                yield return $"has no request or no limit for {kind}";
            }
            else if (request > limit)
            {
                yield return $"asks for more {kind} than it may take";
            }
        }

        var numbers = string.Join(' ', ((string[])["requests", "limits"]).SelectMany(bound => ((string[])["cpu", "memory"]).Select(kind => (resources[bound] as JsonObject ?? []).Text(kind))));
        if (_documented.TryGetValue(name, out var documented) && !numbers.Same(documented))
        {
            yield return $"has the sizes {numbers}; documented are {documented}";
        }
    }

    private static IEnumerable<string> Image(JsonObject container)
    {
        var image = ImageReference.Parse(container.Text("image"));
        if (image is not { Tag: not ("" or "latest") } && image.Digest.Length == 0)
        {
            yield return $"the image {container.Text("image")} names no version";
        }

        if (image.Name.Split('/')[0] is var registry && !registry.Contains('.', StringComparison.Ordinal) && registry is not "localhost")
        {
            yield return $"the image {container.Text("image")} names no registry";
        }

        if (container.Text("imagePullPolicy") is not "IfNotPresent")
        {
            yield return "pulls a fixed version again and again";
        }
    }
}
