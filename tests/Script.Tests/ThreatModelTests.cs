using System.Text.RegularExpressions;

namespace Script.Tests;

/// <summary>The threat model says which test holds each of its lines.</summary>
public sealed partial class ThreatModelTests
{
    [Fact]
    public void Every_test_that_it_names_is_there()
    {
        var named = TestName().Matches(File.ReadAllText(Path.Combine(Shell.Root, "docs", "threats.md"))).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).ToArray();
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(Shell.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, name => !tests.Contains($" {name}(", StringComparison.Ordinal));
    }

    [GeneratedRegex("`(?<name>[A-Z][a-z]*_[A-Za-z_0-9]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex TestName();
}
