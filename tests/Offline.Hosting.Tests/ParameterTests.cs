using System.Text.Json;
using Aspire.Hosting.Parameters;
using Microsoft.Extensions.Configuration;

namespace Offline.Hosting.Tests;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class ParameterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-secrets-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("Parameters:my-key")]
    [InlineData("Parameters:my_key")]
    public async Task A_parameter_is_configured_under_its_name(string key)
    {
        await using var builder = Model.Create();
        builder.Configuration[key] = "given";
        Assert.Equal("given", await builder.AddParameter("my-key").Resource.GetValueAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_parameter_without_a_value_says_so()
    {
        await using var builder = Model.Create();
        var missing = await Assert.ThrowsAsync<MissingParameterValueException>(async () => await builder.AddParameter("nobody-knows").Resource.GetValueAsync(CancellationToken.None));
        Assert.Contains("Parameters:nobody-knows", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_generated_value_is_long_enough_and_has_no_special_characters_where_none_are_wanted()
    {
        var value = new GenerateParameterDefault { MinLength = 40, Special = false }.GetDefaultValue();
        Assert.True(value.Length >= 40);
        Assert.All(value, c => Assert.True(char.IsAsciiLetterOrDigit(c)));
        Assert.NotEqual(value, new GenerateParameterDefault { MinLength = 40, Special = false }.GetDefaultValue());
    }

    [Fact]
    public async Task Two_apphosts_that_start_at_once_agree_on_a_generated_value()
    {
        var path = Path.Combine(_folder.FullName, "id", "secrets.json");
        var values = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => new UserSecrets(path).GetOrAdd("Parameters:x", () => $"value {n}"))));

        var kept = Assert.Single(values.Distinct(StringComparer.Ordinal));
        Assert.Equal(kept, JsonDocument.Parse(await File.ReadAllTextAsync(path)).RootElement.GetProperty("Parameters:x").GetString());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_secrets_file_that_a_person_broke_is_named_and_left_alone()
    {
        var path = Path.Combine(_folder.FullName, "secrets.json");
        File.WriteAllText(path, "{ broken");

        var problem = Assert.Throws<DistributedApplicationException>(() => new UserSecrets(path).GetOrAdd("a", () => "b"));

        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        Assert.Equal("{ broken", File.ReadAllText(path));
    }
}
