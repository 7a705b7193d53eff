using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Voting.Contracts.Bundles;

namespace Voting.Api.Exports;

/// <summary>
/// The keys made from the secrets in <c>Signing:Keys</c> (see <see cref="KeyLists"/>): the first signs, the public halves of all are given out,
/// so that what an older one signed can still be verified. Without a secret nothing is signed.
/// </summary>
internal sealed class SigningKeys : IDisposable
{
    public const string Section = "Signing";

    // The order of the group of P-256 (FIPS 186-5, SP 800-186 section 3.2.1.3).
    private static readonly BigInteger _order = BigInteger.Parse("0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private readonly ECDsa[] _keys;

    public SigningKeys(IReadOnlyList<string> secrets)
    {
        _keys = [.. secrets.Select(KeyOf)];
        Public = [.. _keys.Select(key => new SigningKey(BundleSigning.IdOf(key), BundleSignature.Es256, key.ExportSubjectPublicKeyInfoPem()))];
    }

    /// <summary>The public halves, the one in use first.</summary>
    public IReadOnlyList<SigningKey> Public { get; }

    /// <summary>Signs what has this SHA-256; null where there is no key.</summary>
    public BundleSignature? Sign(byte[] sha256) => _keys is [var key, ..]
        ? new(BundleSignature.Es256, Public[0].Id, Convert.ToBase64String(key.SignHash(sha256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation)))
        : null;

    public void Dispose() => Array.ForEach(_keys, key => key.Dispose());

    // 48 bytes, so that the remainder favours no key measurably (FIPS 186-5, A.2.1).
    private static ECDsa KeyOf(string secret)
    {
        var bytes = HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), 48, info: "voting bundle signature"u8.ToArray());
        var scalar = (new BigInteger(bytes, isUnsigned: true, isBigEndian: true) % (_order - 1)) + 1;
        var d = new byte[32];
        var written = scalar.ToByteArray(isUnsigned: true, isBigEndian: true);
        written.CopyTo(d, d.Length - written.Length);
        return ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = d });
    }
}
