using System.Text.RegularExpressions;

namespace Manifests.Tests.Backup;

/// <summary>The commands of docs/runbook.md, as they stand there.</summary>
internal static partial class Runbook
{
    /// <summary>What the container's shell is given for <c>pg_dump</c> or <c>pg_restore</c>.</summary>
    public static string Command(string program)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Tree.Deploy, "..", "docs", "runbook.md"));
        return Assert.Single(Shell().Matches(page).Select(match => match.Groups["command"].Value), command => command.Contains(program, StringComparison.Ordinal));
    }

    [GeneratedRegex("postgres-0 -- sh -c '(?<command>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Shell();
}
