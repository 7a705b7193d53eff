using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Voting.Api.Ballots;

/// <summary>
/// Keyed hashes: of a voter, different for every poll, so that one person's ballots in two polls cannot be joined;
/// and of an idempotency key, which becomes the ballot's id.
/// HMAC-SHA256 (RFC 2104), first 128 bits; the parts are separated by a NUL, which none of them can contain.
/// </summary>
internal sealed class VoterKey
{
    private readonly byte[] _key;

    public VoterKey(string secret)
    {
        _key = Encoding.UTF8.GetBytes(secret);
        Fingerprint = Convert.ToHexStringLower(Mac("fingerprint").AsSpan(0, 8));
    }

    /// <summary>16 hex digits that tell this key from another, and nothing of it. A poll's definition keeps them.</summary>
    public string Fingerprint { get; }

    /// <summary>32 hex digits.</summary>
    public string Hash(string poll, string voter) => Convert.ToHexStringLower(Mac($"voter\0{poll}\0{voter}").AsSpan(0, 16));

    /// <summary>32 hex digits of a voting code, by which the poll knows it; with another label than the voter who votes with it, so that the two cannot be joined.</summary>
    public string HashCode(string poll, string code) => Convert.ToHexStringLower(Mac($"code\0{poll}\0{code}").AsSpan(0, 16));

    /// <summary>The id of the one ballot that this key of this voter stands for: a version 8 UUID (RFC 9562).</summary>
    public Guid BallotId(string poll, string voter, string idempotencyKey)
    {
        var bytes = Mac($"ballot\0{poll}\0{voter}\0{idempotencyKey}").AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }

    /// <summary>16 hex digits that tell one content of this voter in this poll from another. Without the key no content can be guessed by them, and the same content of two voters has two.</summary>
    public string Digest(string poll, string voter, string content) => Convert.ToHexStringLower(Mac($"content\0{poll}\0{voter}\0{content}").AsSpan(0, 8));

    /// <summary>The digest of an API from before there was a key in it: what it accepted may still be repeated, until a day after its poll is closed.</summary>
    public static string UnkeyedDigest(string content)
        => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(content))).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);

    private byte[] Mac(string text) => HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text));
}
