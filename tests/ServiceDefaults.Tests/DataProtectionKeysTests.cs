using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Tests;

public sealed class DataProtectionKeysTests
{
    private const string Old = "a secret of the cluster";
    private const string New = "the secret of next year";

    [Fact]
    public void Replicas_with_the_same_secret_read_each_others_payloads()
        => Assert.Equal("voter", Protector(Old).Unprotect(Protector(Old).Protect("voter")));

    [Fact]
    public void Another_secret_cannot_read_them()
        => Assert.ThrowsAny<CryptographicException>(() => Protector(New).Unprotect(Protector(Old).Protect("voter")));

    [Fact]
    public void After_a_rotation_what_the_old_secret_protected_is_still_read()
        => Assert.Equal("voter", Protector(New, Old).Unprotect(Protector(Old).Protect("voter")));

    [Fact]
    public void After_a_rotation_the_new_secret_protects_so_that_the_old_one_can_go()
        => Assert.Equal("voter", Protector(New).Unprotect(Protector(New, Old).Protect("voter")));

    [Fact]
    public void A_secret_that_is_not_the_first_yet_only_reads()
    {
        Assert.Equal("voter", Protector(Old).Unprotect(Protector(Old, New).Protect("voter")));
        Assert.Equal("voter", Protector(Old, New).Unprotect(Protector(New, Old).Protect("voter")));
    }

    [Fact]
    public void A_secret_that_was_taken_away_reads_no_more()
        => Assert.ThrowsAny<CryptographicException>(() => Protector(New).Unprotect(Protector(Old).Protect("voter")));

    [Fact]
    public void A_changed_payload_is_refused()
    {
        var protector = Protector(New, Old).CreateProtector("bytes");
        var payload = protector.Protect([1, 2, 3]);
        payload[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => protector.Unprotect(payload));
    }

    private static IDataProtector Protector(params string[] secrets)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        for (var i = 0; i < secrets.Length; i++)
        {
            builder.Configuration[$"Session:Keys:{i}"] = secrets[i];
        }

        builder.AddSessionKeys();
        return builder.Build().Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("cookie");
    }
}
