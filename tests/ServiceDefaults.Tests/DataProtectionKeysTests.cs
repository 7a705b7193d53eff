using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Tests;

public sealed class DataProtectionKeysTests
{
    [Fact]
    public void Replicas_with_the_same_secret_read_each_others_payloads()
    {
        var payload = Protector("a secret of the cluster").Protect("voter");

        Assert.Equal("voter", Protector("a secret of the cluster").Unprotect(payload));
    }

    [Fact]
    public void Another_secret_cannot_read_them()
    {
        var payload = Protector("a secret of the cluster").Protect("voter");

        Assert.ThrowsAny<CryptographicException>(() => Protector("a secret of another cluster").Unprotect(payload));
    }

    [Fact]
    public void A_changed_payload_is_refused()
    {
        var protector = Protector("a secret of the cluster").CreateProtector("bytes");
        var payload = protector.Protect([1, 2, 3]);
        payload[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(payload));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("fifteen letters")]
    public async Task A_missing_or_short_secret_ends_the_start_and_is_named(string? secret)
    {
        using var host = Built(secret);

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("Session__Key", fault.Message, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(string secret)
        => Built(secret).Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookie");

    private static IHost Built(string? secret)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Development" });
        builder.Configuration["Session:Key"] = secret;
        builder.AddSessionKeys();
        return builder.Build();
    }
}
