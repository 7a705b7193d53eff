using System.Reflection;

namespace Offline.Hosting.Tests;

public sealed class ReferenceTests
{
    [Fact]
    public async Task A_reference_to_redis_gives_the_connection_string_and_its_parts()
    {
        await using var builder = Model.Create();
        var redis = builder.AddRedis("my-cache", password: builder.Parameter("pw", "p,w"));
        redis.Resource.Allocate("tcp", 6000);
        var consumer = builder.Program("consumer").WithReference(redis);

        var environment = await consumer.Resource.EnvironmentAsync();

        Assert.Equal("localhost:6000,password=p,w", environment["ConnectionStrings__my-cache"]);
        Assert.Equal("localhost", environment["MY_CACHE_HOST"]);
        Assert.Equal("6000", environment["MY_CACHE_PORT"]);
        Assert.Equal("p,w", environment["MY_CACHE_PASSWORD"]);
        Assert.Equal("redis://:p%2Cw@localhost:6000", environment["MY_CACHE_URI"]);
        Assert.Equal(5, environment.Count);
    }

    [Fact]
    public async Task A_reference_to_a_database_gives_the_parts_of_its_server_too()
    {
        await using var builder = Model.Create();
        var postgres = builder.AddPostgres("pg", password: builder.Parameter("pw", "secret"));
        postgres.Resource.Allocate("tcp", 5000);
        var consumer = builder.Program("consumer").WithReference(postgres.AddDatabase("shopdb", "shop"));

        var environment = await consumer.Resource.EnvironmentAsync();

        Assert.Equal("Host=localhost;Port=5000;Username=postgres;Password=secret;Database=shop", environment["ConnectionStrings__shopdb"]);
        Assert.Equal("postgres", environment["SHOPDB_USERNAME"]);
        Assert.Equal("postgresql://postgres:secret@localhost:5000/shop", environment["SHOPDB_URI"]);
        Assert.Equal("jdbc:postgresql://localhost:5000/shop", environment["SHOPDB_JDBCCONNECTIONSTRING"]);
        Assert.Equal("shop", environment["SHOPDB_DATABASENAME"]);
    }

    [Fact]
    public async Task A_reference_to_a_room_names_each_of_its_endpoints_twice()
    {
        await using var builder = Model.Create();
        var room = builder.AddResource(new Room("my-room")).WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        room.Resource.Allocate("http", 7000);
        room.Resource.Allocate("admin", 7001);
        var consumer = builder.Program("consumer").WithReference(room);

        var environment = await consumer.Resource.EnvironmentAsync();

        Assert.Equal("http://localhost:7000", environment["services__my-room__http__0"]);
        Assert.Equal("http://localhost:7001", environment["services__my-room__admin__0"]);
        Assert.Equal("http://localhost:7000", environment["MY_ROOM_HTTP"]);
        Assert.Equal("http://localhost:7001", environment["MY_ROOM_ADMIN"]);
    }

    [Fact]
    public async Task What_references_put_into_the_environment_can_be_limited()
    {
        await using var builder = Model.Create();
        var redis = builder.AddRedis("cache", password: builder.Parameter("pw", "x"));
        redis.Resource.Allocate("tcp", 6000);
        var consumer = builder.Program("consumer")
            .WithReference(redis)
            .WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags.ConnectionString);

        Assert.Equal(["ConnectionStrings__cache"], (await consumer.Resource.EnvironmentAsync()).Keys);
    }

    [Theory]
    [InlineData("api", "api")]
    [InlineData("my-api", "my_api")]
    [InlineData("9lives", "_9lives")]
    public void A_name_becomes_one_that_a_variable_may_have(string name, string encoded)
        => Assert.Equal(encoded, ResourceName.Encode(name));

    [Theory]
    [InlineData("-a")]
    [InlineData("a--b")]
    [InlineData("a_b")]
    [InlineData("")]
    public async Task A_name_that_dns_would_refuse_is_refused(string name)
    {
        await using var builder = Model.Create();
        Assert.ThrowsAny<ArgumentException>(() => builder.AddRedis(name));
    }

    [Fact]
    public async Task Names_are_compared_without_case()
    {
        await using var builder = Model.Create();
        builder.Program("api");
        Assert.Throws<DistributedApplicationException>(() => builder.Program("API"));
    }

    [Fact]
    public async Task An_expression_keeps_braces_and_encodes_what_a_uri_cannot_hold()
    {
        await using var builder = Model.Create();
        var parameter = builder.Parameter("p", "a b").Resource;
        var inner = ReferenceExpression.Create($"{{{parameter:uri}}}");

        var outer = ReferenceExpression.Create($"x={inner};y={parameter}");

        Assert.Equal("x={a%20b};y=a b", await outer.GetValueAsync(CancellationToken.None));
        Assert.Equal("x={{p-uri-encoded.value}};y={p.value}", outer.ValueExpression);
    }

    [Fact]
    public void The_stand_ins_have_public_members_in_the_genuine_namespaces_only()
    {
        Assembly[] assemblies = [typeof(DistributedApplication).Assembly, typeof(RedisResource).Assembly, typeof(PostgresServerResource).Assembly, typeof(DistributedApplicationTestingBuilder).Assembly];
        string[] genuine = ["Aspire.Hosting", "Aspire.Hosting.ApplicationModel", "Aspire.Hosting.Eventing", "Aspire.Hosting.Publishing", "Aspire.Hosting.Testing"];

        Assert.All(assemblies.SelectMany(a => a.GetExportedTypes()), type => Assert.Contains(type.Namespace, genuine));
    }
}
