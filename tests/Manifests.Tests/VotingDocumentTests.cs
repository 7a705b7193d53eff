using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Voting.Manifests.Overlays;
using Voting.Manifests.Policy;

namespace Manifests.Tests;

/// <summary>The numbers and names of the voting document, field by field; the rules that hold for every overlay are in Voting.Manifests/Policy.</summary>
public sealed partial class VotingDocumentTests
{
    // The gateway again, without a limit of time: event streams.
    private const string Live = "vote.voting.example.com/results gateway";

    private static readonly RenderedCluster _production = Repository.Rendered("production");

    [Theory]
    [InlineData("nodeport", "voting-service", "ClusterIP", 80, "api", null)]
    [InlineData("nodeport", "frontend-service", "NodePort", 80, "frontend", 30007)]
    [InlineData("nodeport", "result-service", "NodePort", 80, "results", 30005)]
    [InlineData("loadbalancer", "voting-service", "ClusterIP", 80, "api", null)]
    [InlineData("loadbalancer", "frontend-service", "LoadBalancer", 80, "frontend", null)]
    [InlineData("loadbalancer", "result-service", "LoadBalancer", 80, "results", 30005)]
    [InlineData("nodeport", "gateway-service", "NodePort", 8080, "gateway", 30080)]
    [InlineData("loadbalancer", "gateway-service", "LoadBalancer", 8080, "gateway", 30080)]
    [InlineData("production", "api", "ClusterIP", 5000, "api", null)]
    [InlineData("production", "redis", "ClusterIP", 6379, "redis", null)]
    [InlineData("production", "postgres", "ClusterIP", 5432, "postgres", null)]
    public void A_service_has_the_documented_type_and_ports(string overlay, string name, string type, int port, string app, int? nodePort)
    {
        var cluster = Repository.Rendered(overlay);
        var service = cluster.Find("Service", name)!;
        var mapping = Assert.Single(service["spec"].List("ports"));

        Assert.Equal(type, service.Child("spec").Text("type"));
        Assert.Equal((port, nodePort), (mapping["port"].Number(), mapping["nodePort"].Number()));
        Assert.Equal(app, Assert.Single(cluster.Behind(service)).Name);
    }

    [Fact]
    public void Every_service_but_the_exposed_ones_is_internal()
        => Assert.All(_production.Of("Service"), service => Assert.True(service.Child("spec").Text("type") is "ClusterIP" || service.Child("spec").Text("clusterIP") is "None"));

    [Fact]
    public void The_config_map_has_the_documented_keys_and_values()
        => Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["REDIS_HOST"] = "redis", ["REDIS_PORT"] = "6379", ["DB_HOST"] = "postgres", ["DB_PORT"] = "5432", ["DB_NAME"] = "votes", ["DB_USER"] = "postgres" },
            _production.Find("ConfigMap", "app-config")!["data"].Map());

    [Fact]
    public void The_secret_has_the_documented_keys_and_the_example_no_value()
    {
        Assert.Contains("password", _production.Secrets["db-credentials"]);
        Assert.Contains("username", _production.Secrets["db-credentials"]);
        var path = Path.Combine(Repository.Tree.Deploy, "secrets.example.yaml");
        Assert.All(Yaml.ReadAll(File.ReadAllText(path), path).SelectMany(secret => secret["stringData"].Map()), entry => Assert.True(entry.Key is "username" || entry.Value.Length is 0, entry.Key));
    }

    [Fact]
    public void Every_secret_key_is_read_by_someone_except_the_user_name()
    {
        var read = _production.Workloads.SelectMany(workload => workload.Containers).SelectMany(container => container.List("env"))
            .Select(entry => entry["valueFrom"]?["secretKeyRef"]).OfType<JsonObject>().Select(key => $"{key.Text("name")}/{key.Text("key")}").ToHashSet(StringComparer.Ordinal);
        var made = _production.Secrets.SelectMany(secret => secret.Value.Select(key => $"{secret.Key}/{key}"));

        Assert.Equal(["db-credentials/username"], made.Except(read, StringComparer.Ordinal));
    }

    [Fact]
    public void Api_and_worker_take_the_whole_config_map_and_others_only_what_they_may_reach()
    {
        var takers = _production.Workloads.Where(workload => workload.Containers.SelectMany(container => container.List("envFrom"))
            .Any(source => source["configMapRef"]!.AsObject().Text("name") is "app-config"));

        Assert.Equal(["api", "worker"], takers.Select(workload => workload.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("app-config")]
    [InlineData("service-urls")]
    [InlineData("runtime")]
    public void Every_name_in_a_config_map_is_read_by_the_code_or_by_the_runtime(string map)
    {
        var root = Path.GetDirectoryName(Repository.Tree.Deploy)!;
        var code = string.Concat(Directory.GetFiles(Path.Combine(root, "ServiceDefaults"), "*.cs").Select(File.ReadAllText));
        // DOTNET_ is the runtime's own; a name with __ is an option, which the service's own tests bind.
        var names = _production.Find("ConfigMap", map)!["data"].Map().Keys
            .Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal) && !name.Contains("__", StringComparison.Ordinal))
            .Select(name => name.EndsWith("_SERVICE_URL", StringComparison.Ordinal) ? "_SERVICE_URL" : name);

        Assert.All(names, name => Assert.Contains($"\"{name}\"", code, StringComparison.Ordinal));
    }

    [Fact]
    public void The_frontend_is_told_the_api_under_its_documented_names()
    {
        var urls = _production.Find("ConfigMap", "service-urls")!["data"].Map();

        Assert.Equal(("http://api:5000", "http://api:5000"), (urls["BACKEND_SERVICE_URL"], urls["API_SERVICE_URL"]));
    }

    [Theory]
    [InlineData("production", Live)]
    [InlineData("k3s", Live)]
    [InlineData("ingress-nginx")]
    [InlineData("hosts", Live, "admin.voting.example.com/api/v1 api", "api.voting.example.com/api api", "api.voting.example.com/openapi api")]
    [InlineData("canary", Live, "vote.voting.example.com/api/v1 api-canary")]
    public void Each_path_leads_to_its_service(string overlay, params string[] more)
    {
        string[] always = ["results.voting.example.com/ results", "vote.voting.example.com/ gateway", "vote.voting.example.com/api api", "vote.voting.example.com/api/v1 api"];
        var routes = Route.OfAll(Repository.Rendered(overlay)).Where(route => route.Header is "").Select(route => $"{route.Host}{route.Path} {route.Service}");

        Assert.Equal(always.Concat(more).Order(StringComparer.Ordinal), routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_canary_gets_one_request_in_ten_and_those_that_ask_for_it()
    {
        var routes = Route.OfAll(Repository.Rendered("canary")).Where(route => route.Service is "api-canary").ToArray();

        Assert.Equal([("", 10), ("""{"name":"X-Canary","value":"always"}""", 100)], routes.Select(route => (route.Header, route.Share)));
    }

    [Fact]
    public void Our_own_pages_may_call_the_api_s_host_without_cookies_and_nobody_else_s()
    {
        var cors = Assert.Single(Repository.Rendered("hosts").Find("HTTPRoute", "api-host")!["spec"].List("rules").SelectMany(rule => rule.List("filters"))).Child("cors");

        Assert.Equal(["https://vote.voting.example.com", "https://results.voting.example.com"], cors["allowOrigins"]!.AsArray().Select(origin => origin!.ToString()));
        Assert.False(cors["allowCredentials"].Flag());
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("redis")]
    public void A_store_keeps_ten_gibibytes_on_a_claim_of_its_own(string name)
    {
        var claim = Assert.Single(_production.Find("StatefulSet", name)!["spec"].List("volumeClaimTemplates"));

        Assert.Equal("10Gi", claim["spec"]!["resources"]!["requests"]!.AsObject().Text("storage"));
    }

    [Fact]
    public void Prometheus_asks_every_fifteen_seconds()
    {
        var monitor = Assert.Single(Repository.Rendered("monitoring").Of("ServiceMonitor"));

        Assert.Equal("15s", Assert.Single(monitor["spec"].List("endpoints")).Text("interval"));
        Assert.Equal("prometheus", monitor["metadata"]!["labels"].Map()["release"]);
    }

    [Fact]
    public void Model_cluster_and_compose_call_everything_by_the_same_names()
    {
        var names = Repository.Model.Workloads.Select(workload => workload.Name).Order(StringComparer.Ordinal).ToArray();
        var path = Repository.Tree.ComposePath;
        var compose = Yaml.ReadAll(File.ReadAllText(path), path).Single()["services"]!.AsObject();
        var listening = Repository.Model.Workloads.Where(workload => workload.Bindings.Count > 0).Select(workload => workload.Name);
        var services = _production.Of("Service").Where(service => service.Child("spec").Text("clusterIP") is not "None").Select(service => service.Name());

        Assert.Equal(names.Append("tls").Order(StringComparer.Ordinal), compose.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        Assert.Equal(names, _production.Workloads.Select(workload => workload.Name).Order(StringComparer.Ordinal));
        Assert.Equal(listening.Order(StringComparer.Ordinal), services.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void External_secrets_make_the_secrets_that_the_pods_read()
    {
        var path = Path.Combine(Repository.Tree.Deploy, "external-secrets.example.yaml");
        var made = Yaml.ReadAll(File.ReadAllText(path), path);

        Assert.All(made, item => Assert.Equal(("external-secrets.io/v1", "ExternalSecret", item.Name()), (item.Text("apiVersion"), item.Kind(), item["spec"]!["target"]!.AsObject().Text("name"))));
        Assert.Equal(_production.Secrets.Keys.Order(StringComparer.Ordinal), made.Select(item => item.Name()).Order(StringComparer.Ordinal));
        Assert.All(made, item => Assert.Equal(
            _production.Secrets[item.Name()].Order(StringComparer.Ordinal),
            item["spec"].List("data").Select(key => key.Text("secretKey")).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("results")]
    [InlineData("frontend")]
    public void Compose_and_cluster_give_a_service_the_same_name_and_addresses(string name)
    {
        var path = Repository.Tree.ComposePath;
        var service = Yaml.ReadAll(File.ReadAllText(path), path).Single()["services"]![name]!.AsObject();
        var cluster = _production.Workload(name)!.Containers[0];

        Assert.Equal(cluster.Text("image"), WithDefaults(service.Text("image")!));
        foreach (var variable in cluster.List("env").Where(entry => entry.ContainsKey("value") && entry.Text("name") is not "OTEL_SERVICE_NAME"))
        {
            // A password is expanded by the kubelet here and by compose there.
            var bare = System.Text.RegularExpressions.Regex.Replace(variable.Text("value"), @"\$\(SECRET_(?<secret>[A-Z_]+)\)", "${${secret}:?see docs/deploy.md}", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            Assert.Equal(bare, service["environment"]!.AsObject().Text(variable.Text("name")));
        }
    }

    [Fact]
    public void Every_variable_that_compose_reads_is_in_the_example_and_no_other()
    {
        var read = Variable().Matches(File.ReadAllText(Repository.Tree.ComposePath)).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal);
        var listed = File.ReadLines(Path.Combine(Repository.Tree.Deploy, ".env.example")).Select(line => line.TrimStart('#')).Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0]);

        Assert.Equal(read.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Compose_opens_ports_to_its_own_host_unless_it_is_told_otherwise_and_everything_has_limits()
    {
        var path = Repository.Tree.ComposePath;
        var services = Yaml.ReadAll(File.ReadAllText(path), path).Single()["services"]!.AsObject().Where(service => service.Key is not "tls").ToArray();

        Assert.All(services.SelectMany(service => service.Value!["ports"] as JsonArray ?? []), port => Assert.StartsWith("127.0.0.1:", WithDefaults(port!.GetValue<string>()), StringComparison.Ordinal));
        Assert.All(services, service => Assert.NotNull(service.Value!["deploy"]?["resources"]?["limits"]?["memory"]));
        Assert.All(services, service => Assert.NotNull(service.Value!["stop_grace_period"]));
    }

    private static string WithDefaults(string text) => Variable().Replace(text, match => match.Groups["default"].Value);

    [GeneratedRegex(@"(?<!\$)\$\{(?<name>[A-Z_]+):[-?](?<default>[^}]*)\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Variable();
}
