using System.Text.Json.Nodes;
using Voting.Manifests.Overlays;

namespace Manifests.Tests;

/// <summary>What the overlays use of kustomize means here what it means there; `./voting manifests --with-kustomize` compares the two.</summary>
public sealed class KustomizeSubsetTests
{
    [Fact]
    public void A_merge_puts_what_it_names_first_new_or_known_and_removes_by_null()
    {
        var target = Yaml("{spec: {replicas: 1, containers: [{name: a, image: x, env: [{name: C, value: three}, {name: B, value: $(A)}]}]}}");

        StrategicMerge.Apply(target, Yaml("{spec: {replicas: null, containers: [{name: a, env: [{name: A, value: one}, {name: B, value: two}]}]}}"));

        Assert.Equal("""{"spec":{"containers":[{"name":"a","image":"x","env":[{"name":"A","value":"one"},{"name":"B","value":"two"},{"name":"C","value":"three"}]}]}}""", target.ToJsonString());
    }

    [Fact]
    public void Labels_for_selectors_reach_every_selector_that_chooses_the_pods()
    {
        var objects = YamlReader.ReadAll("""
            {kind: Service, metadata: {name: a}, spec: {selector: {app: a}}}
            ---
            {kind: Deployment, metadata: {name: a}, spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {topologySpreadConstraints: [{labelSelector: {matchLabels: {app: a}}}]}}}}
            """, "test").ToList();

        Transformers.AddSuffix(objects, "-canary");
        Transformers.SetLabels(objects, [Yaml("{pairs: {app: b}, includeSelectors: true}")]);

        Assert.DoesNotContain("\"app\":\"a\"", string.Concat(objects.Select(item => item.ToJsonString())), StringComparison.Ordinal);
        Assert.All(objects, item => Assert.Equal("a-canary", item.Name()));
    }

    [Fact]
    public void What_others_refer_to_by_name_gets_no_suffix()
        => Assert.Throws<ManifestException>(() => Transformers.AddSuffix([Yaml("{kind: ConfigMap, metadata: {name: a}}")], "-canary"));

    [Fact]
    public void A_list_without_names_is_replaced()
    {
        var target = Yaml("{args: [one, two]}");

        StrategicMerge.Apply(target, Yaml("{args: [three]}"));

        Assert.Equal("""{"args":["three"]}""", target.ToJsonString());
    }

    [Theory]
    [InlineData("{op: add, path: /a/-, value: 3}", """{"a":[1,2,3],"b/c":4}""")]
    [InlineData("{op: add, path: /a/0, value: 0}", """{"a":[0,1,2],"b/c":4}""")]
    [InlineData("{op: replace, path: /b~1c, value: 5}", """{"a":[1,2],"b/c":5}""")]
    [InlineData("{op: remove, path: /a/1}", """{"a":[1],"b/c":4}""")]
    public void An_operation_changes_what_its_path_names(string operation, string expected)
    {
        var target = Yaml("{a: [1, 2], b/c: 4}");

        JsonPatch.Apply(target, [Yaml(operation)], "test");

        Assert.Equal(expected, target.ToJsonString());
    }

    [Theory]
    [InlineData("{op: replace, path: /missing, value: 1}")]
    [InlineData("{op: remove, path: /a/7}")]
    [InlineData("{op: test, path: /a/0, value: 1}")]
    public void An_operation_that_finds_nothing_is_an_error(string operation)
        => Assert.Throws<ManifestException>(() => JsonPatch.Apply(Yaml("{a: [1, 2]}"), [Yaml(operation)], "test"));

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("0x46", "\"0x46\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("512Mi", "512Mi")]
    [InlineData("", "\"\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("it's \"quoted\"", "\"it's \\\"quoted\\\"\"")]
    public void Text_that_could_be_something_else_is_quoted(string text, string written)
    {
        var yaml = YamlWriter.Write([new JsonObject { ["key"] = text }]);

        Assert.Equal($"key: {written}\n", yaml);
        Assert.Equal(text, Yaml(yaml)["key"]!.GetValue<string>());
    }

    [Fact]
    public void A_word_that_parsers_disagree_about_is_refused()
        => Assert.Contains("'on'", Assert.Throws<ManifestException>(() => Yaml("key: on")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("registry.example.com:5000/voting/api:1.0.0", "2.0.0", "registry.example.com:5000/voting/api:2.0.0")]
    [InlineData("registry.example.com/voting/api", "", "registry.example.com/voting/api")]
    public void A_tag_is_replaced_and_a_registry_s_port_is_not(string image, string tag, string expected)
        => Assert.Equal(expected, ImageReference.Parse(image).With("", tag, ""));

    private static JsonObject Yaml(string text) => YamlReader.ReadAll(text, "test").Single();
}
