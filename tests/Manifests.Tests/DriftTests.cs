using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Manifests.Tests;

/// <summary>The model grows, and the overlays do not: that must fail before anything is applied.</summary>
public sealed class DriftTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("voting-drift-").FullName;

    [Theory]
    [InlineData("mailer", """{ "type": "project.v0", "path": "../Voting.Mailer/Voting.Mailer.csproj", "env": { "HTTP_PORTS": "{mailer.bindings.http.targetPort}", "ConnectionStrings__redis": "{redis.connectionString}" }, "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http", "targetPort": 5002 } } }""")]
    [InlineData("archive", """{ "type": "container.v0", "image": "docker.io/library/postgres:18.3", "volumes": [ { "name": "archive", "target": "/var/lib/postgresql", "readOnly": false } ], "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp", "targetPort": 5432 } } }""")]
    public void A_resource_without_an_overlay_entry_is_found(string name, string resource)
    {
        var findings = Render(name, resource, "production").ToArray();

        Assert.Contains(findings, finding => finding.Where.EndsWith(name, StringComparison.Ordinal) && finding.Message.Contains("label", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_connection_without_its_network_path_is_found()
    {
        var findings = Render("results", Repository.Model.Find("results")!.Node.ToJsonString()
            .Replace("\"env\":{", "\"env\":{\"ConnectionStrings__redis\":\"{redis.connectionString}\",", StringComparison.Ordinal), "production");

        Assert.Contains(findings, finding => finding.Message is "may not send to redis:6379, against the model");
        Assert.Contains(findings, finding => finding.Message is "does not accept results on 6379, against the model");
        Assert.Contains(findings, finding => finding.Message.Contains("SECRET_REDIS_PASSWORD", StringComparison.Ordinal));
    }

    [Fact]
    public void A_resource_that_leaves_the_model_leaves_the_base()
        => Assert.DoesNotContain(Repository.Base(Models.RealWith("gateway", """{ "type": "value.v0", "connectionString": "" }""")).Keys, path => path.StartsWith("gateway/", StringComparison.Ordinal));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private IReadOnlyList<Finding> Render(string name, string resource, string overlay)
    {
        var model = Models.RealWith(name, resource);
        File.WriteAllText(Path.Combine(_root, "Voting.sln"), "");
        var tree = DeployTree.Find(_root);
        foreach (var folder in (string[])["cluster", "components", "overlays"])
        {
            Copy(Path.Combine(Repository.Tree.Deploy, folder), Path.Combine(tree.Deploy, folder));
        }

        tree.WriteBase(Repository.Base(model));
        return PolicyBook.Check(new(Yaml.ReadAll(Kustomize.Build(tree.Overlay(overlay)), overlay), model, Repository.Tree.Provided()));
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
