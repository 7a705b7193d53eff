using System.Net;
using Voting.Manifests;
using Voting.Rehearsal.Engine;
using Voting.Rehearsal.Manifests;
using Voting.Rehearsal.Network;
using Voting.Rehearsal.Report;
using Voting.Rehearsal.Rollouts;

namespace Voting.Rehearsal;

/// <summary>The cluster that is played: workloads of the manifest, and what a real cluster has around them.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-rehearsal-");
    private readonly List<ClusterService> _services = [];
    private readonly Podman _podman;
    private static readonly string[] _replaced = ["api", "worker", "results", "frontend", "gateway"];

    private Stage(Cluster cluster, Podman podman, string gateway, ProblemList problems)
    {
        _podman = podman;
        Nursery = new(cluster, Secrets, podman, gateway, _folder, problems);
        Postgres = new(cluster.Template("postgres"), Nursery, problems, _ended.Token);
        Redis = new(cluster.Template("redis"), Nursery, problems, _ended.Token);
        Migrations = new(cluster.Template("migrations"), Nursery);
        Deployments = [.. _replaced.Select(name => new Deployment(cluster.Template(name), Nursery, problems, _ended.Token))];
        foreach (var (_, port, workload) in cluster.CalledServices())
        {
            _services.Add(new(new(IPAddress.Parse(gateway), port), new Endpoints(Nursery, workload)));
        }
    }

    public SecretValues Secrets { get; } = new();

    public PodNursery Nursery { get; }

    public Store Postgres { get; }

    public Store Redis { get; }

    public MigrationJob Migrations { get; }

    public IReadOnlyList<Deployment> Deployments { get; }

    public IReadOnlyDictionary<string, IngressDoor> Doors { get; private set; } = new Dictionary<string, IngressDoor>(StringComparer.Ordinal);

    /// <summary>Looks up how large the images of the rooms are, and what they stand on.</summary>
    public async Task MeasureImagesAsync(Outcome outcome, CancellationToken ct)
    {
        outcome.BaseImage = await _podman.ImageSizeAsync("localhost/aspnet:1", ct);
        foreach (var template in Deployments.Select(deployment => deployment.Template))
        {
            outcome.Images[template.Name] = await _podman.ImageSizeAsync(template.Image, ct);
        }
    }

    /// <summary>A connection to the ledger past the Service, for looking and for the rehearsed migration.</summary>
    public string Ledger(string user, string key)
        => $"Host={Postgres.Pod.Endpoint.Address};Port={Postgres.Pod.Endpoint.Port};Database=votes;Username={user};Password={Secrets.Of("db-credentials", key)}";

    public static async Task<Stage> SetAsync(string podman, ProblemList problems, CancellationToken ct)
    {
        var cluster = Cluster.Read(DeployTree.Find(AppContext.BaseDirectory));
        var engine = new Podman(podman);
        var stage = new Stage(cluster, engine, await engine.CreateNetworkAsync(ct), problems);
        var doors = new Dictionary<string, IngressDoor>(StringComparer.Ordinal);
        foreach (var routes in cluster.Routes.GroupBy(route => route.Host, StringComparer.Ordinal))
        {
            doors[routes.Key.Split('.')[0]] = await IngressDoor.OpenAsync(
                routes, service => new Endpoints(stage.Nursery, cluster.Services.First(known => string.Equals(known.Name, service, StringComparison.Ordinal)).Workload), ct);
        }

        stage.Doors = doors;
        return stage;
    }

    /// <summary>Ends everything at once; the script removes what podman kept.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        foreach (var door in Doors.Values)
        {
            await door.DisposeAsync();
        }

        _services.ForEach(service => service.Dispose());
        await _podman.RunAsync(CancellationToken.None, "pod", "rm", "--all", "--force", "--time", "0");
        _folder.Delete(recursive: true);
    }
}
