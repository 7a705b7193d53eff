using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Ballots;

/// <summary>
/// Keeps the content of a ballot unreadable on its way through Redis and in its files: AES-256-GCM (NIST SP 800-38D) with a nonce at random,
/// under a key of the poll that is derived from a secret with HMAC-SHA256. Poll, ballot and voter are authenticated with it, so that no
/// content can be put under another voter's name. All ballots of a poll have the same length, as far as <see cref="Padded"/> says.
/// </summary>
public sealed class BallotSeal
{
    /// <summary>Configuration section with the secrets, the one that seals first.</summary>
    public const string Section = "Seal";

    private const int Block = 64;
    private const int LongestHidden = 1_024;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const char Separator = '.';

    private readonly KeyValuePair<string, byte[]>[] _secrets;

    /// <param name="secrets">The first seals, all open. None: nothing is sealed.</param>
    public BallotSeal(IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = [.. secrets.Select(Encoding.UTF8.GetBytes).Select(secret => KeyValuePair.Create(Convert.ToHexStringLower(Mac(secret, "fingerprint").AsSpan(0, 8)), secret))];
    }

    /// <summary>Whether there is a secret to seal with.</summary>
    public bool Seals => _secrets.Length > 0;

    /// <summary>The sealed content: fingerprint of the secret, a dot, and nonce, cipher text and tag in base64url.</summary>
    /// <param name="poll">The poll, which says how long its ballots are.</param>
    /// <param name="ballot">Id of the ballot.</param>
    /// <param name="voter">Hash of the voter, as it stands in the stream.</param>
    /// <param name="content">Canonical content.</param>
    /// <exception cref="InvalidOperationException">There is no secret.</exception>
    public string Seal(PollDefinition poll, Guid ballot, string voter, string content)
    {
        ArgumentNullException.ThrowIfNull(poll);
        ArgumentNullException.ThrowIfNull(content);
        var (fingerprint, secret) = Seals ? _secrets[0] : throw new InvalidOperationException("There is no secret to seal with.");
        var plain = Encoding.ASCII.GetBytes(content.PadRight(Padded(poll, content.Length)));
        var message = new byte[NonceLength + plain.Length + TagLength];
        RandomNumberGenerator.Fill(message.AsSpan(0, NonceLength));
        using var cipher = CipherOf(secret, poll.Id);
        cipher.Encrypt(message.AsSpan(0, NonceLength), plain, message.AsSpan(NonceLength, plain.Length), message.AsSpan(NonceLength + plain.Length), Bound(poll.Id, ballot, voter));
        return $"{fingerprint}{Separator}{Base64Url.EncodeToString(message)}";
    }

    /// <summary>The content; null and the reason where it cannot be had.</summary>
    public string? Open(string poll, Guid ballot, string voter, string @sealed, out string problem)
    {
        ArgumentNullException.ThrowIfNull(@sealed);
        var dot = @sealed.IndexOf(Separator, StringComparison.Ordinal);
        if (Array.Find(_secrets, secret => @sealed.AsSpan(0, Math.Max(0, dot)).SequenceEqual(secret.Key)) is not { Value: { } secret })
        {
            problem = "sealed under a key that is not configured";
            return null;
        }

        problem = "not a sealed ballot";
        var text = @sealed.AsSpan(dot + 1);
        if (!Base64Url.IsValid(text, out var length) || length < NonceLength + TagLength)
        {
            return null;
        }

        var message = Base64Url.DecodeFromChars(text).AsSpan();
        var plain = new byte[length - NonceLength - TagLength];
        try
        {
            using var cipher = CipherOf(secret, poll);
            cipher.Decrypt(message[..NonceLength], message[NonceLength..^TagLength], message[^TagLength..], plain, Bound(poll, ballot, voter));
            return Encoding.ASCII.GetString(plain).TrimEnd(' ');
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>
    /// Characters to which a content is filled up: as many as the longest ballot of its poll, so that no length tells a choice; above
    /// 1,024, where that would cost more than it hides, the next full block of 64.
    /// </summary>
    public static int Padded(PollDefinition poll, int length)
    {
        var longest = Math.Max(length, Math.Min(BallotRules.LongestContent(poll), LongestHidden));
        return (longest + Block - 1) / Block * Block;
    }

    private static AesGcm CipherOf(byte[] secret, string poll) => new(Mac(secret, $"poll\0{poll}"), TagLength);

    private static byte[] Bound(string poll, Guid ballot, string voter) => Encoding.UTF8.GetBytes($"{poll}\0{ballot:D}\0{voter}");

    private static byte[] Mac(byte[] secret, string text) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"seal\0{text}"));
}
