using System.Security.Cryptography;
using System.Text;

namespace Voting.Contracts.Hosts;

/// <summary>What makes its bearer a host of one poll. It is shown once, to who makes the poll; kept is its hash.</summary>
public static class HostKey
{
    /// <summary>How every host key begins, so that it is known for what it is, also where it leaked.</summary>
    public const string Prefix = "host_";

    private const int RandomLength = 32;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A key that nobody can guess: 190 bits.</summary>
    public static string Create() => Prefix + RandomNumberGenerator.GetString(Alphabet, RandomLength);

    /// <summary>Whether a text says that it is a host key.</summary>
    public static bool IsHostKey(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What is kept of a key. It needs no salt and no slow function: nobody goes through 190 bits.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>Whether a key is the one of which this is kept.</summary>
    public static bool Matches(string key, byte[]? hash) => hash is not null && CryptographicOperations.FixedTimeEquals(Hash(key), hash);
}
