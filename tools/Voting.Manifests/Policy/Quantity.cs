using System.Globalization;

namespace Voting.Manifests.Policy;

/// <summary>Kubernetes' quantities: 250m, 1, 512Mi.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, double Factor)[] _suffixes =
        [("Ki", 1024d), ("Mi", 1024d * 1024), ("Gi", 1024d * 1024 * 1024), ("m", 0.001), ("k", 1e3), ("M", 1e6), ("G", 1e9)];

    /// <summary>The number, or null for what is no quantity.</summary>
    public static double? Parse(string text)
    {
        var (suffix, factor) = _suffixes.FirstOrDefault(known => text.EndsWith(known.Suffix, StringComparison.Ordinal), ("", 1));
        return double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number * factor : null;
    }
}
