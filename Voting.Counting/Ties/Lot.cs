using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Voting.Counting;

/// <summary>
/// A lot that anyone can draw again: option k (counted from 1) gets SHA-256 of the UTF-8 text <c>seed:k</c>, and the options are ordered by these 32 bytes.
/// The tied option that stands first in this order is chosen. The order is the same in every round of a count.
/// </summary>
public static class Lot
{
    /// <summary>All options in the order of the lot.</summary>
    public static IReadOnlyList<int> Order(string seed, int options) =>
        [.. Enumerable.Range(0, options).OrderBy(option => Ticket(seed, option), StringComparer.Ordinal)];

    /// <summary>Which of the tied options the lot chooses.</summary>
    public static int Choose(string seed, IReadOnlyList<int> tied) => tied.MinBy(option => Ticket(seed, option), StringComparer.Ordinal);

    private static string Ticket(string seed, int option) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}:{option + 1}"))));
}
