using Voting.Migrations.Roles;

namespace Voting.Migrations.Tests.Roles;

public sealed class ScramVerifierTests
{
    [Fact]
    public void A_verifier_names_its_salt_and_does_not_hold_the_password()
    {
        var verifier = ScramVerifier.Create("secret", [.. Enumerable.Range(0, 16).Select(i => (byte)i)]);

        Assert.StartsWith("SCRAM-SHA-256$4096:AAECAwQFBgcICQoLDA0ODw==$", verifier, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", verifier, StringComparison.Ordinal);
        Assert.NotEqual(ScramVerifier.Create("secret"), ScramVerifier.Create("secret"));
    }
}
