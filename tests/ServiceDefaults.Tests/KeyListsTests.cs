using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Tests;

public sealed class KeyListsTests
{
    [Theory]
    [InlineData("first-of-16-chars,second-of-16-chars", "Keys:0=first-of-16-chars", "Keys:1=second-of-16-chars")]
    [InlineData("first-of-16-chars,former-of-16-chars", "Key=former-of-16-chars", "Keys:0=first-of-16-chars")]
    [InlineData("former-of-16-chars", "Key=former-of-16-chars")]
    [InlineData("former-of-16-chars", "Key=former-of-16-chars", "Keys:0=former-of-16-chars")]
    [InlineData("first-of-16-chars", "Keys:0=first-of-16-chars", "Keys:1=", "Key=")]
    public void The_list_comes_in_its_order_and_the_former_single_key_is_the_oldest(string keys, params string[] settings)
        => Assert.Equal(keys.Split(','), Builder(settings).RequireKeys("Voter"));

    [Theory]
    [InlineData("Voter__Keys__0")]
    [InlineData("Voter__Keys__0", "Keys:0=fifteen letters")]
    [InlineData("Voter__Keys__1", "Keys:0=first-of-16-chars", "Keys:1=short")]
    [InlineData("Voter__Key ", "Key=short", "Keys:0=first-of-16-chars")]
    public void A_missing_or_short_key_is_refused_by_the_name_of_its_variable(string variable, params string[] settings)
    {
        var fault = Assert.Throws<InvalidConfigurationException>(() => Builder(settings).RequireKeys("Voter"));

        Assert.Contains(variable, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", fault.Message, StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Builder(string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            builder.Configuration[$"Voter:{setting[0]}"] = setting[1];
        }

        return builder;
    }
}
