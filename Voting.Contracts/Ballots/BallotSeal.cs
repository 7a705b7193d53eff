using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Voting.Contracts.Polls;

namespace Voting.Contracts.Ballots;

/// <summary>
/// Keeps the content of a ballot unreadable on its way through Redis and in its files: AES-256-GCM (NIST SP 800-38D) with a nonce at random,
/// under a key of the poll that is derived from a secret with HMAC-SHA256. Poll, ballot and voter are authenticated with it, so that no
/// content can be put under another voter's name. All ballots of a poll have the same length, as far as <see cref="Padded"/> says.
/// </summary>
public sealed class BallotSeal : IDisposable
{
    /// <summary>Configuration section with the secrets, the one that seals first.</summary>
    public const string Section = "Seal";

    private const int Block = 16;
    private const int LongestHidden = 1_024;
    private const int NonceLength = 12;
    private const int TagLength = 16;
    private const char Separator = '.';
    private const int MostCiphers = 64;
    private const int Nonces = 64;

    private readonly (string Fingerprint, byte[] Secret)[] _secrets;

    // To make a cipher costs far more than to use it, and one serves one thread at a time: each thread keeps those of the polls that it sees.
    private readonly ThreadLocal<Dictionary<(int Secret, string Poll), AesGcm>> _ciphers = new(() => []);
    private readonly ThreadLocal<NonceSupply> _nonces = new(() => new());
    private readonly ConditionalWeakTable<PollDefinition, object> _longest = [];

    /// <param name="secrets">The first seals, all open. None: nothing is sealed.</param>
    public BallotSeal(IReadOnlyList<string> secrets)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        _secrets = [.. secrets.Select(Encoding.UTF8.GetBytes).Select(secret => (Convert.ToHexStringLower(Mac(secret, "fingerprint").AsSpan(0, 8)), secret))];
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
        if (!Seals)
        {
            throw new InvalidOperationException("There is no secret to seal with.");
        }

        var length = Padded((int)_longest.GetValue(poll, static poll => BallotRules.LongestContent(poll)), content.Length);
        var message = new byte[NonceLength + length + TagLength];
        var nonce = message.AsSpan(0, NonceLength);
        var text = message.AsSpan(NonceLength, length);
        var tag = message.AsSpan(NonceLength + length);
        TakeNonce(nonce);
        text.Fill((byte)' ');
        Encoding.ASCII.GetBytes(content, text);
        CipherOf(0, poll.Id).Encrypt(nonce, text, text, tag, Bound(poll.Id, ballot, voter)); // in place
        return $"{_secrets[0].Fingerprint}{Separator}{Base64Url.EncodeToString(message)}";
    }

    /// <summary>The content; null and the reason where it cannot be had.</summary>
    public string? Open(string poll, Guid ballot, string voter, string @sealed, out string problem)
    {
        ArgumentNullException.ThrowIfNull(@sealed);
        var dot = @sealed.IndexOf(Separator, StringComparison.Ordinal);
        var secret = Array.FindIndex(_secrets, secret => @sealed.AsSpan(0, Math.Max(0, dot)).SequenceEqual(secret.Fingerprint));
        if (secret < 0)
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
            CipherOf(secret, poll).Decrypt(message[..NonceLength], message[NonceLength..^TagLength], message[^TagLength..], plain, Bound(poll, ballot, voter));
            return Encoding.ASCII.GetString(plain).TrimEnd(' ');
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>
    /// Characters to which a content is filled up: as many as the longest ballot of its poll, so that no length tells a choice; above
    /// 1,024, where that would cost more than it hides, the next full block of 16.
    /// </summary>
    /// <param name="longest">Characters of the longest (<see cref="BallotRules.LongestContent"/>).</param>
    /// <param name="length">Characters of this one.</param>
    public static int Padded(int longest, int length) => (Math.Max(length, Math.Min(longest, LongestHidden)) + Block - 1) / Block * Block;

    /// <summary>Forgets the ciphers.</summary>
    public void Dispose()
    {
        _ciphers.Dispose();
        _nonces.Dispose();
    }

    // A call to the generator costs as much as sealing a ballot: one brings nonces for many.
    private void TakeNonce(Span<byte> nonce)
    {
        var nonces = _nonces.Value!;
        if (nonces.Left == 0)
        {
            RandomNumberGenerator.Fill(nonces.Bytes);
            nonces.Left = Nonces;
        }

        nonces.Left--;
        nonces.Bytes.AsSpan(nonces.Left * NonceLength, NonceLength).CopyTo(nonce);
    }

    private AesGcm CipherOf(int secret, string poll)
    {
        var ciphers = _ciphers.Value!;
        if (ciphers.TryGetValue((secret, poll), out var known))
        {
            return known;
        }

        // Anyone can name a poll: what is kept has an end.
        if (ciphers.Count == MostCiphers)
        {
            foreach (var cipher in ciphers.Values)
            {
                cipher.Dispose();
            }

            ciphers.Clear();
        }

        return ciphers[(secret, poll)] = new(Mac(_secrets[secret].Secret, $"poll\0{poll}"), TagLength);
    }

    private static byte[] Bound(string poll, Guid ballot, string voter) => Encoding.UTF8.GetBytes($"{poll}\0{ballot:D}\0{voter}");

    private static byte[] Mac(byte[] secret, string text) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"seal\0{text}"));

    private sealed class NonceSupply
    {
        public byte[] Bytes { get; } = new byte[Nonces * NonceLength];

        public int Left { get; set; }
    }
}
