using System.Text.Json.Nodes;
using Voting.Rehearsal.Manifests;

namespace Voting.Rehearsal.Tests;

public sealed class PodEnvironmentTests
{
    private static readonly Dictionary<string, string> _map = new(StringComparer.Ordinal) { ["LEVEL"] = "info", ["HOST"] = "redis" };

    [Fact]
    public void A_variable_is_expanded_from_what_stands_before_it()
        => Assert.Equal("redis,password=hush", Of("""[{"name":"S","valueFrom":{"secretKeyRef":{"name":"keys","key":"hush"}}},{"name":"A","value":"redis,password=$(S)"}]""")["A"]);

    [Fact]
    public void A_variable_that_stands_behind_stays_as_it_is_written()
        => Assert.Equal("$(S)", Of("""[{"name":"A","value":"$(S)"},{"name":"S","value":"hush"}]""")["A"]);

    [Fact]
    public void Two_dollars_are_one_and_expand_nothing()
        => Assert.Equal("$(LEVEL)", Of("""[{"name":"A","value":"$$(LEVEL)"}]""")["A"]);

    [Fact]
    public void A_config_map_gives_all_its_keys_and_the_container_s_own_win()
    {
        var variables = Of("""[{"name":"LEVEL","value":"debug"}]""");

        Assert.Equal(("debug", "redis"), (variables["LEVEL"], variables["HOST"]));
    }

    [Fact]
    public void One_key_of_a_config_map_can_be_taken()
        => Assert.Equal("redis", Of("""[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"app","key":"HOST"}}}]""")["A"]);

    private static IReadOnlyDictionary<string, string> Of(string env)
        => PodEnvironment.Of(
            JsonNode.Parse($$$"""{"env":{{{env}}},"envFrom":[{"configMapRef":{"name":"app"}}]}""")!.AsObject(), _ => _map, (_, key) => key);
}
