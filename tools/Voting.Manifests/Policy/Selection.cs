using Voting.Manifests.Overlays;

namespace Voting.Manifests.Policy;

/// <summary>Selectors choose what they are meant to choose: one workload, and their own.</summary>
internal static class Selection
{
    public static IEnumerable<Finding> Check(RenderedCluster cluster)
        => cluster.Workloads.Where(workload => !workload.Is("Job")).SelectMany(workload => Own(cluster, workload))
            .Concat(cluster.Of("Service").SelectMany(service => Services(cluster, service)))
            .Concat(cluster.Of("PodDisruptionBudget").Where(budget => cluster.SelectedBy(budget["spec"]?["selector"]).Length != 1)
                .Select(budget => new Finding($"PodDisruptionBudget {budget.Name()}", "does not choose exactly one workload")))
            .Concat(cluster.Of("StatefulSet").Where(set => !Governs(cluster, set.Name(), set.Child("spec").Text("serviceName")))
                .Select(set => new Finding($"StatefulSet {set.Name()}", "its serviceName is no headless Service of its own")))
            .Concat(cluster.Objects.GroupBy(item => (item.Kind(), item.Name())).Where(group => group.Count() > 1)
                .Select(group => new Finding($"{group.Key}", "is there twice")));

    private static IEnumerable<Finding> Own(RenderedCluster cluster, Workload workload)
    {
        var selector = workload.Object["spec"]?["selector"];
        var chosen = cluster.SelectedBy(selector);
        if ((selector?["matchLabels"]).Map().Count == 0 || chosen is not [var only] || only != workload)
        {
            yield return new($"{workload}", "its selector does not choose its own pods alone");
        }

        foreach (var spread in workload.Pod.List("topologySpreadConstraints").Where(spread => !LabelSelector.Matches(spread["labelSelector"], workload.Labels)))
        {
            yield return new($"{workload}", $"spreads pods that are not its own over {spread.Text("topologyKey")}");
        }
    }

    private static IEnumerable<Finding> Services(RenderedCluster cluster, System.Text.Json.Nodes.JsonObject service)
    {
        var chosen = cluster.Behind(service);
        if (chosen is not [var workload])
        {
            yield return new($"Service {service.Name()}", "does not choose exactly one workload");
            yield break;
        }

        foreach (var port in service["spec"].List("ports").Where(port => !Listens(workload, port.Text("targetPort"))))
        {
            yield return new($"Service {service.Name()}", $"{workload} does not listen on {port.Text("targetPort")}");
        }
    }

    public static bool Listens(Workload workload, string port)
        => workload.Containers.SelectMany(container => container.List("ports"))
            .Any(known => known.Text("name").Same(port) || known.Text("containerPort").Same(port));

    private static bool Governs(RenderedCluster cluster, string set, string name)
        => cluster.Find("Service", name) is { } service
            && service.Child("spec").Text("clusterIP") is "None"
            && cluster.Behind(service).Any(workload => workload.Name.Same(set));
}
