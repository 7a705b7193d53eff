using System.Text;
using System.Text.Json;
using Voting.Contracts.Bundles;

namespace Voting.Contracts.Tests;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b" : 1, "a" : [ true, null, "x" ] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("[12.50000, 100, 0.00001, -0.0, 1e3, 79228162514264337593543950335]", "[12.5,100,0.00001,0,1000,79228162514264337593543950335]")]
    [InlineData("""["\u00e9\u2028\/\u0001\n\"\\"]""", "[\"é\u2028/\\u0001\\n\\\"\\\\\"]")]
    [InlineData("""{"\ud83d\ude00":1,"\ufb33":2}""", "{\"😀\":1,\"\ufb33\":2}")] // by UTF-16 code units, as RFC 8785 sorts
    public void Equal_values_have_one_form(string json, string canonical)
    {
        using var parsed = JsonDocument.Parse(json);

        Assert.Equal(canonical, Encoding.UTF8.GetString(CanonicalJson.Of(parsed.RootElement)));
    }

    [Theory]
    [InlineData("[1e99]")]
    [InlineData("""["\ud83d"]""")]
    public void What_has_no_such_form_is_refused(string json)
    {
        using var parsed = JsonDocument.Parse(json);

        Assert.Throws<JsonException>(() => CanonicalJson.Of(parsed.RootElement));
    }
}
