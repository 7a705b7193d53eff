using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Manifests.Tests.Alerts;

/// <summary>The alert rules as Prometheus itself judges them, and what whoever is woken by one finds in the runbook.</summary>
public sealed class AlertTests
{
    private const string TestFile = "alerts.test.yaml";
    private const string IfMissing = "apt-get install -y prometheus";

    private static readonly JsonObject _rules = Repository.Rendered("monitoring").Of("PrometheusRule").Single()["spec"]!.AsObject();

    private static readonly string _tests = Path.Combine(AppContext.BaseDirectory, "Alerts", TestFile);

    private static IEnumerable<JsonObject> Alerts => _rules.List("groups").SelectMany(group => group.List("rules")).Where(rule => rule.ContainsKey("alert"));

    [Fact]
    public void Every_alert_fires_by_its_fault_and_ends_with_it()
    {
        var folder = Directory.CreateTempSubdirectory("voting-alerts-");
        try
        {
            // JSON is YAML.
            File.WriteAllText(Path.Combine(folder.FullName, "rules.yaml"), _rules.ToJsonString());
            File.Copy(_tests, Path.Combine(folder.FullName, TestFile));

            Tool.Run("promtool", IfMissing, ["check", "rules", "rules.yaml"], folder.FullName);
            Tool.Run("promtool", IfMissing, ["test", "rules", TestFile], folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_alert_is_without_a_test_that_makes_it_fire()
    {
        var fired = Yaml.ReadAll(File.ReadAllText(_tests), TestFile).Single().List("tests")
            .SelectMany(test => test.List("promql_expr_test")).Where(test => test.List("exp_samples").Any()).Select(test => test.Text("expr")).ToArray();

        Assert.All(Alerts, alert => Assert.Contains($"count(ALERTS{{alertname=\"{alert.Text("alert")}\",alertstate=\"firing\"}})", fired));
    }

    [Fact]
    public void Every_alert_has_its_section_in_the_runbook()
    {
        var runbook = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Repository.Tree.Deploy)!, "docs", "runbook.md"));

        Assert.All(Alerts, alert =>
        {
            var section = alert["annotations"].Map()["runbook"].Split('"')[1];
            Assert.Contains($"## {section}", runbook);
        });
    }
}
