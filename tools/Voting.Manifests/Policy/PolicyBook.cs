namespace Voting.Manifests.Policy;

/// <summary>Every rule that a rendered overlay must keep.</summary>
internal static class PolicyBook
{
    private static readonly Func<RenderedCluster, IEnumerable<Finding>>[] _rules =
    [
        ModelAgreement.Check, Selection.Check, Routing.Check, Scaling.Check, References.Check, EnvironmentVariables.Check,
        ClearText.Check, PodSecurity.Check, Capacity.Check, Probes.Check, Rollout.Check, Storage.Check, Naming.Check, NetworkPaths.Check, Exposure.Check, Scraping.Check, Certificates.Check, Canaries.Check, AdministratorHost.Check,
    ];

    public static IReadOnlyList<Finding> Check(RenderedCluster cluster) => [.. _rules.SelectMany(rule => rule(cluster))];
}
