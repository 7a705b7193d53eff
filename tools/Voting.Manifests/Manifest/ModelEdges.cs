namespace Voting.Manifests.Manifest;

internal sealed record Edge(string From, string To, int Port);

/// <summary>Who talks to whom, read from the model: a workload that is told another's address may call it.</summary>
internal static class ModelEdges
{
    public static IReadOnlyList<Edge> Of(AspireManifest manifest)
    {
        var resolver = new ReferenceResolver(manifest);
        return
        [
            .. from workload in manifest.Workloads
               from target in Reached(resolver, workload)
               from binding in manifest.Find(target)!.Bindings
               select new Edge(workload.Name, target, binding.TargetPort),
        ];
    }

    private static SortedSet<string> Reached(ReferenceResolver resolver, Resource workload)
    {
        var reached = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var text in workload.Environment.Select(entry => entry.Value).Concat(workload.Args))
        {
            resolver.Resolve(text, workload.Name, name => reached.Add(name));
        }

        reached.Remove(workload.Name);
        return reached;
    }
}
