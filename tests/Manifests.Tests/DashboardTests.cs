using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Voting.Manifests.Overlays;

namespace Manifests.Tests;

/// <summary>A dashboard or an alert on a metric that nobody emits shows nothing, for ever.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] _suffixes = ["_total", "_seconds_bucket", "_seconds_count", "_seconds_sum", "_seconds", "_bucket", ""];

    [Fact]
    public void Every_metric_of_ours_on_the_dashboard_and_in_the_alerts_is_emitted()
    {
        var emitted = Emitted();
        var used = Expressions().SelectMany(expression => Used().Matches(expression)).Select(match => match.Value).Distinct(StringComparer.Ordinal).ToArray();

        Assert.True(used.Length >= 8, $"only {used.Length} metrics are used");
        Assert.All(used, name => Assert.Contains(_suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal) && emitted.Contains(name[..^suffix.Length])));
    }

    [Fact]
    public void A_live_stream_that_is_open_for_minutes_is_not_taken_for_a_slow_answer()
    {
        var durations = Expressions().Where(expression => expression.Contains("http_server_request_duration_seconds_bucket", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(durations);
        Assert.All(durations, expression => Assert.True(
            expression.Contains("http_route!~\".*/(live|board)\"", StringComparison.Ordinal) || expression.Contains("http_route=~\".*/ballots\"", StringComparison.Ordinal), expression));
    }

    [Fact]
    public void Grafana_finds_the_dashboard_and_can_read_it()
    {
        var map = Repository.Rendered("monitoring").Find("ConfigMap", "grafana-dashboard")!;

        Assert.Equal("1", (map["metadata"]!["labels"]).Map()["grafana_dashboard"]);
        Assert.NotEmpty(JsonNode.Parse(map["data"]!.AsObject().Text("dashboard.json")).List("panels"));
    }

    private static IEnumerable<string> Expressions()
    {
        var monitoring = Repository.Rendered("monitoring");
        var dashboard = JsonNode.Parse(monitoring.Find("ConfigMap", "grafana-dashboard")!["data"]!.AsObject().Text("dashboard.json"));
        return dashboard.List("panels").SelectMany(panel => panel.List("targets")).Select(target => target.Text("expr"))
            .Concat(monitoring.Of("PrometheusRule").SelectMany(rule => rule["spec"].List("groups")).SelectMany(group => group.List("rules")).Select(rule => rule.Text("expr")));
    }

    // As the collector's Prometheus exporter writes names: dots become underscores; units and kinds become suffixes.
    private static HashSet<string> Emitted()
        => [.. Directory.GetDirectories(Path.GetDirectoryName(Repository.Tree.Deploy)!, "Voting.*")
            .SelectMany(service => Directory.EnumerateFiles(service, "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Created().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value.Replace('.', '_'))];

    [GeneratedRegex("\"(?<name>voting(\\.[a-z_]+)+)\", *(\\(\\) =>|Ages|\"[{s])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Created();

    [GeneratedRegex("voting_[a-z_]+", RegexOptions.None, 1000)]
    private static partial Regex Used();
}
