using System.Text.Json.Nodes;

namespace Manifests.Tests;

/// <summary>The committed manifest has the shape that genuine Aspire 13 gives a model of Redis, PostgreSQL and projects.</summary>
public sealed class ManifestShapeTests
{
    // By type: the fields in the order in which Aspire writes them, those that may be absent with a question mark.
    private static readonly Dictionary<string, string[]> _fields = new(StringComparer.Ordinal)
    {
        ["parameter.v0"] = ["type", "value", "inputs"],
        ["container.v0"] = ["type", "connectionString?", "image", "entrypoint?", "args?", "volumes?", "env?", "bindings?"],
        ["project.v0"] = ["type", "path", "args?", "env", "bindings?"],
        ["value.v0"] = ["type", "connectionString"],
        ["annotated.string"] = ["type", "value", "filter"],
        ["binding"] = ["scheme", "protocol", "transport", "port?", "targetPort?", "external?"],
        ["volume"] = ["name", "target", "readOnly"],
    };

    private static readonly JsonObject _resources = JsonNode.Parse(File.ReadAllText(Repository.Tree.ManifestPath))!["resources"]!.AsObject();

    [Fact]
    public void Every_resource_has_its_type_s_fields_in_Aspire_s_order()
    {
        foreach (var (name, resource) in _resources)
        {
            Matches(name, resource!["type"]!.GetValue<string>(), resource.AsObject());
            foreach (var (binding, value) in resource["bindings"] as JsonObject ?? [])
            {
                Matches($"{name}.{binding}", "binding", value!.AsObject());
            }

            foreach (var volume in resource["volumes"] as JsonArray ?? [])
            {
                Matches(name, "volume", volume!.AsObject());
            }
        }
    }

    [Fact]
    public void The_resources_are_those_of_the_voting_system()
        => Assert.Equal(
            ["api", "frontend", "gateway", "migrations", "postgres", "redis", "results", "worker"],
            Repository.Model.Workloads.Select(workload => workload.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_password_and_key_is_a_secret_that_Aspire_may_generate_without_special_characters()
    {
        var parameters = _resources.Where(entry => entry.Value!["type"]!.GetValue<string>() is "parameter.v0").ToArray();

        Assert.Equal(
            ["administrator-key", "postgres-password", "redis-password", "seal-key", "session-key", "voter-key", "votes-api-password", "votes-results-password", "votes-worker-password"],
            parameters.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        Assert.All(parameters, entry =>
        {
            var input = entry.Value!["inputs"]!["value"]!;
            Assert.Equal($"{{{entry.Key}.inputs.value}}", entry.Value["value"]!.GetValue<string>());
            Assert.Equal("string", input["type"]!.GetValue<string>());
            Assert.True(input["secret"]!.GetValue<bool>());
            Assert.Equal(24, input["default"]!["generate"]!["minLength"]!.GetValue<int>());
            Assert.False(input["default"]!["generate"]!["special"]!.GetValue<bool>());
        });
    }

    [Fact]
    public void No_project_is_given_a_loose_password_or_address()
        => Assert.All(
            Repository.Model.Workloads.Where(workload => workload.IsProject).SelectMany(workload => workload.Environment),
            entry => Assert.False(entry.Key.EndsWith("_PASSWORD", StringComparison.Ordinal) || entry.Key.EndsWith("_URI", StringComparison.Ordinal), entry.Key));

    [Theory]
    [InlineData("gateway", 8080, true)]
    [InlineData("frontend", 3000, true)]
    [InlineData("api", 5000, true)]
    [InlineData("results", 5001, true)]
    [InlineData("worker", 8080, false)]
    [InlineData("redis", 6379, false)]
    [InlineData("postgres", 5432, false)]
    public void A_workload_serves_its_documented_port_over_http_or_tcp_alone(string name, int port, bool external)
    {
        var binding = Assert.Single(Repository.Model.Find(name)!.Bindings);

        Assert.Equal((port, external), (binding.TargetPort, binding.External));
    }

    [Fact]
    public void Redis_is_durable_within_its_one_shell_line()
    {
        var args = Repository.Model.Find("redis")!.Args;

        Assert.Equal("-c", args[0]);
        Assert.EndsWith("--appendonly yes --appendfsync always --maxmemory 384mb --maxmemory-policy noeviction", args[1], StringComparison.Ordinal);
        Assert.Equal(2, args.Count);
    }

    private static void Matches(string name, string type, JsonObject value)
    {
        Assert.True(_fields.ContainsKey(type), $"{name} has the type '{type}', which released Aspirate does not deploy");
        var known = _fields[type].Select(field => field.TrimEnd('?'));
        Assert.Empty(_fields[type].Where(field => !field.EndsWith('?')).Except(value.Select(field => field.Key), StringComparer.Ordinal));
        Assert.Equal(known.Where(value.ContainsKey), value.Select(field => field.Key));
    }
}
