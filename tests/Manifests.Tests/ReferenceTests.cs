using Voting.Manifests.Manifest;

namespace Manifests.Tests;

/// <summary>What Aspirate leaves unresolved or resolves wrongly, this generator resolves or refuses.</summary>
public sealed class ReferenceTests
{
    private static readonly AspireManifest _model = Models.Of("""
        {
          "cache-password": { "type": "parameter.v0", "value": "{cache-password.inputs.value}", "inputs": { "value": { "type": "string", "secret": true } } },
          "greeting": { "type": "parameter.v0", "value": "{greeting.inputs.value}", "inputs": { "value": { "type": "string", "default": { "value": "a b&c" } } } },
          "nothing": { "type": "parameter.v0", "value": "{nothing.inputs.value}", "inputs": { "value": { "type": "string" } } },
          "greeting-uri-encoded": { "type": "annotated.string", "value": "{greeting.value}", "filter": "uri" },
          "cache-password-uri-encoded": { "type": "annotated.string", "value": "{cache-password.value}", "filter": "uri" },
          "odd": { "type": "annotated.string", "value": "{greeting.value}", "filter": "rot13" },
          "cache": { "type": "container.v0", "image": "docker.io/library/redis:8.6",
            "connectionString": "{cache.bindings.tcp.host}:{cache.bindings.tcp.port},password={cache-password.value}{cond.connectionString}",
            "bindings": { "tcp": { "scheme": "redis", "protocol": "tcp", "transport": "tcp", "targetPort": 6379 } } },
          "cond": { "type": "value.v0", "connectionString": "" },
          "loop": { "type": "value.v0", "connectionString": "{pool.connectionString}" },
          "pool": { "type": "value.v0", "connectionString": "{loop.connectionString}" },
          "api": { "type": "project.v0", "path": "../Api/Api.csproj", "bindings": { "http": { "scheme": "http", "protocol": "tcp", "transport": "http" } } }
        }
        """);

    [Theory]
    [InlineData("{cache.connectionString}", "cache:6379,password=$(SECRET_CACHE_PASSWORD)")]
    [InlineData("{cache.bindings.tcp.scheme}://:{cache-password-uri-encoded.value}@{cache.bindings.tcp.host}", "redis://:$(SECRET_CACHE_PASSWORD)@cache")]
    [InlineData("{greeting.value} {greeting-uri-encoded.value}", "a b&c a%20b%26c")]
    [InlineData("{api.bindings.http.url} {api.bindings.http.targetPort}", "http://api:8080 8080")]
    [InlineData("no reference, {\"json\": 1}, {braces}", "no reference, {\"json\": 1}, {braces}")]
    public void A_reference_becomes_its_value(string text, string expected) => Assert.Equal(expected, Models.Resolve(_model, text));

    [Theory]
    [InlineData("{cahce.connectionString}", "{cahce.connectionString}")]
    [InlineData("{cache.bindings.http.url}", "{cache.bindings.http.url}")]
    [InlineData("{cache.bindings.tcp.colour}", "{cache.bindings.tcp.colour}")]
    [InlineData("{api.connectionString}", "{api.connectionString}")]
    [InlineData("{nothing.value}", "{nothing.value}")]
    [InlineData("{odd.value}", "rot13")]
    [InlineData("{loop.connectionString}", "refers to itself")]
    public void A_reference_that_nothing_answers_is_an_error_that_names_it(string text, string named)
        => Assert.Contains(named, Assert.Throws<ManifestException>(() => Models.Resolve(_model, text)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_reference_in_an_argument_is_resolved()
    {
        var model = Models.RealWith("probe", """
            { "type": "container.v0", "image": "docker.io/library/busybox:1.37", "args": ["--url", "{api.bindings.http.url}"] }
            """);

        Assert.Contains("http://api:5000", Repository.Base(model)["probe/deployment.yaml"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "type": "azure.bicep.v0" }""", "azure.bicep.v0")]
    [InlineData("""{ "type": "project.v0", "path": "../X/X.csproj", "bindings": { "https": { "scheme": "https", "protocol": "tcp", "transport": "http" } } }""", "https")]
    [InlineData("""{ "type": "container.v0", "image": "x:1", "bindings": { "tcp": { "scheme": "tcp", "protocol": "tcp", "transport": "tcp" } } }""", "targetPort")]
    public void What_cannot_be_deployed_is_refused_by_name(string resource, string named)
        => Assert.Contains(named, Assert.Throws<ManifestException>(() => Models.RealWith("odd", resource)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_character_of_a_value_reaches_the_pod()
    {
        const string Question = "What's \"best\": Cats & <dogs>, #1 {really}?";
        var model = Models.RealWith("odd", $$"""{ "type": "container.v0", "image": "x.io/x:1", "env": { "QUESTION": {{System.Text.Json.JsonSerializer.Serialize(Question)}} } }""");

        var deployment = Voting.Manifests.Overlays.Yaml.ReadAll(Repository.Base(model)["odd/deployment.yaml"], "odd").Single();

        Assert.Equal(Question, deployment["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]![1]!["value"]!.GetValue<string>());
    }
}
