using System.Security.Cryptography;

namespace Voting.Contracts.Bundles;

/// <summary>What who signs and who verifies agree on.</summary>
public static class BundleSigning
{
    /// <summary>The id of a key: the first 16 hexadecimal digits of the SHA-256 of its SubjectPublicKeyInfo.</summary>
    public static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    /// <summary>Whether <paramref name="signature"/> is that of <paramref name="key"/> over what has this SHA-256.</summary>
    public static bool Verifies(ECDsa key, byte[] sha256, BundleSignature signature)
    {
        var value = new byte[64];
        return signature.Algorithm == BundleSignature.Es256
            && Convert.TryFromBase64String(signature.Value, value, out var length) && length == value.Length
            && key.VerifyHash(sha256, value, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
