using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Secrets that are replaced while the system runs. A list stands in <c>{section}:Keys:0</c> and so on: the first is used for what is
/// new, all are accepted for what is there. To replace a key, add the new one at the end, let every replica start with it, then move it
/// to the front; remove the old one when nothing needs it any more.
/// </summary>
public static class KeyLists
{
    /// <summary>Characters that a key has at least.</summary>
    public const int MinLength = 16;

    /// <summary>The keys of <paramref name="section"/>, the one in use first. The former single <c>{section}:Key</c> counts as the oldest, and is logged.</summary>
    /// <exception cref="InvalidConfigurationException">There is no key, or one is shorter than <see cref="MinLength"/>.</exception>
    public static IReadOnlyList<string> RequireKeys(this IHostApplicationBuilder builder, string section)
        => builder.OptionalKeys(section) is { Count: > 0 } keys ? keys
            : throw builder.Refuse($"missing configuration: {Variable($"{section}:Keys:0")}, a secret of at least {MinLength} characters that all replicas share");

    /// <summary>The same for what a service can do without: empty where there is no key.</summary>
    /// <exception cref="InvalidConfigurationException">A key is shorter than <see cref="MinLength"/>.</exception>
    public static IReadOnlyList<string> OptionalKeys(this IHostApplicationBuilder builder, string section)
    {
        var single = $"{section}:Key";
        var list = $"{section}:Keys";
        var entries = builder.Configuration.GetSection(list).GetChildren().Append(builder.Configuration.GetSection(single))
            .Where(entry => !string.IsNullOrEmpty(entry.Value)).ToArray();

        if (Array.Find(entries, entry => entry.Value!.Length < MinLength) is { } weak)
        {
            throw builder.Refuse($"{Variable(weak.Path)} must be a secret of at least {MinLength} characters that all replicas share");
        }

        if (!string.IsNullOrEmpty(builder.Configuration[single]))
        {
            builder.NoteOldName(single, $"{list}:0");
        }

        return [.. entries.Select(entry => entry.Value!).Distinct(StringComparer.Ordinal)];
    }

    private static string Variable(string path) => path.Replace(":", "__", StringComparison.Ordinal);
}
