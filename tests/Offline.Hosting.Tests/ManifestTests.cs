using System.Text.Json.Nodes;

namespace Offline.Hosting.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-manifest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--publisher", "manifest")]
    [InlineData("--operation", "publish", "--step", "publish-manifest")]
    public async Task A_manifest_needs_no_value_and_starts_nothing(params string[] command)
    {
        var resources = await PublishAsync(command, builder => builder.AddParameter("nobody-knows", secret: true));

        var parameter = resources["nobody-knows"]!;
        Assert.Equal("parameter.v0", (string?)parameter["type"]);
        Assert.Equal("{nobody-knows.inputs.value}", (string?)parameter["value"]);
        Assert.True((bool?)parameter["inputs"]!["value"]!["secret"]);
        Assert.Null(parameter["inputs"]!["value"]!["default"]);
    }

    [Fact]
    public async Task Stores_are_containers_that_know_their_volumes_arguments_and_bindings()
    {
        var resources = await PublishAsync(["--publisher", "manifest"], builder =>
        {
            builder.AddPostgres("postgres").WithDataVolume("pgdata").AddDatabase("shopdb", "shop");
            builder.AddRedis("cache").WithDataVolume("redisdata").WithPersistence(TimeSpan.FromSeconds(30), 10);
        });

        Assert.Equal("{postgres.connectionString};Database=shop", (string?)resources["shopdb"]!["connectionString"]);
        Assert.Equal("value.v0", (string?)resources["shopdb"]!["type"]);
        var redis = resources["cache"]!;
        Assert.Equal("container.v0", (string?)redis["type"]);
        Assert.Equal("docker.io/library/redis:8.6", (string?)redis["image"]);
        Assert.Equal(["-c", "redis-server --requirepass $REDIS_PASSWORD --save 30 10"], redis["args"]!.AsArray().Select(a => (string?)a));
        Assert.Equal("redisdata", (string?)redis["volumes"]![0]!["name"]);
        Assert.Equal(6379, (int?)redis["bindings"]!["tcp"]!["targetPort"]);
        Assert.Equal("redis", (string?)redis["bindings"]!["tcp"]!["scheme"]);
        Assert.Equal("/var/lib/postgresql", (string?)resources["postgres"]!["volumes"]![0]!["target"]);
        var generated = resources["cache-password"]!["inputs"]!["value"]!["default"]!["generate"]!;
        Assert.Equal("""{"minLength":22,"special":false}""", generated.ToJsonString());
    }

    [Fact]
    public async Task An_encoded_value_is_a_resource_of_its_own_only_where_it_is_used()
    {
        Assert.DoesNotContain("cache-password-uri-encoded", (await PublishAsync(["--publisher", "manifest"], b => b.AddRedis("cache"))).Select(r => r.Key));

        var resources = await PublishAsync(["--publisher", "manifest"], builder => builder.Program("p").WithReference(builder.AddRedis("cache")));

        Assert.Equal("annotated.string", (string?)resources["cache-password-uri-encoded"]!["type"]);
        Assert.Equal("{cache-password.value}", (string?)resources["cache-password-uri-encoded"]!["value"]);
        Assert.Contains("{cache-password-uri-encoded.value}", (string?)resources["p"]!["env"]!["CACHE_URI"], StringComparison.Ordinal);
    }

    private async Task<JsonObject> PublishAsync(string[] command, Action<IDistributedApplicationBuilder> describe)
    {
        var path = Path.Combine(_folder.FullName, "manifest.json");
        var builder = DistributedApplication.CreateBuilder([.. command, "--output-path", path]);
        Assert.True(builder.ExecutionContext.IsPublishMode);
        describe(builder);
        await builder.Build().RunAsync();
        return JsonNode.Parse(await File.ReadAllTextAsync(path))!["resources"]!.AsObject();
    }
}
