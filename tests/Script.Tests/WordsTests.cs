using System.Text.RegularExpressions;

namespace Script.Tests;

/// <summary>
/// One word for one thing: the words that this project gave up stand nowhere in what it says, be it page, comment, string or name.
/// A reader who finds two words looks for two things.
/// </summary>
public sealed partial class WordsTests
{
    // What is held to the words. Add a folder when the last old word in it is gone.
    private static readonly string[] _covered =
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs", ".github", ".devcontainer",
        "AppHost", "ServiceDefaults", "Voting.Contracts", "Voting.Counting", "Voting.Frontend", "Voting.Gateway", "Voting.Migrations", "Voting.Web",
    ];

    // Scripts and migrations that databases have run are never edited; the rest is not text of ours.
    private static readonly string[] _leftOut = ["/bin/", "/obj/", "/docs/images/", "/Voting.Migrations/Ledger/Scripts/", "/Voting.Migrations/Polls/"];

    // The old word, and what is said instead.
    private static readonly (Regex Old, string Say)[] _words =
    [
        (Word("rooms?"), "service; for memory: space"),
        (Word("doors?"), "API, HTTP pipeline, limits, ingress or exposed service"),
        (Word("fence[sd]?"), "close marker"),
        (Word("set[ -]?aside"), "dead-letter"),
        (Word("wires?"), "contract: HTTP API, vote stream or read model"),
        (Word("patience"), "timeout"),
        (Word("weather"), "failure"),
        (Word("organi[sz]ers?"), "host or administrator"),
    ];

    [Fact]
    public void Words_that_were_given_up_stand_nowhere_in_what_is_covered()
        => Assert.Empty(_covered.SelectMany(Files).SelectMany(Findings));

    [Fact]
    public void Every_covered_folder_has_files_to_read()
        => Assert.DoesNotContain(_covered, name => !Files(name).Any());

    [Theory]
    [InlineData("The room answers 503.")]
    [InlineData("internal sealed class RoomAtTheDoor")]
    [InlineData("doorOptions.MaxBacklog")]
    [InlineData("`voting.entries.set_aside`")]
    [InlineData("EntrySetAside(reason)")]
    [InlineData("behind the fence")]
    [InlineData("the three wires")]
    [InlineData("private const int PatienceSeconds = 5;")]
    [InlineData("BadWeatherTests")]
    [InlineData("the organiser's key")]
    public void An_old_word_is_found_in_prose_and_in_names(string line) => Assert.NotEmpty(OldWords(line));

    [Theory]
    [InlineData("a headroom of ten, indoors, without defence, set beside the wired network")]
    [InlineData("builder.AcceptOldName(\"Organiser:Key\", \"Administrator:Key\");")]
    [InlineData("Door__MaxBacklog and the secret organiser-key")]
    public void Another_word_and_a_name_that_deployments_still_hold_are_none(string line) => Assert.Empty(OldWords(line));

    private static IEnumerable<string> Files(string name)
    {
        var path = Path.Combine(Shell.Root, name);
        var files = File.Exists(path) ? [path] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
        return files.Where(file => !Array.Exists(_leftOut, part => file.Contains(part, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Findings(string file)
        => File.ReadLines(file).SelectMany((line, index) => OldWords(line)
            .Select(found => $"{Path.GetRelativePath(Shell.Root, file)}:{index + 1}: '{found.Word}', say {found.Say}"));

    private static IEnumerable<(string Word, string Say)> OldWords(string line)
    {
        var words = NameParts().Replace(HeldByDeployments().Replace(line, ""), " ");
        return _words.SelectMany(word => word.Old.Matches(words).Select(match => (match.Value, word.Say)));
    }

    private static Regex Word(string pattern) => new($@"\b{pattern}\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));

    // Settings, secrets and functions that a deployment or a database may still have under their old names: docs/configuration.md.
    [GeneratedRegex("Organiser(:|__)(Key|Host)|Door(:|__)Max(Backlog|InProgress)|organiser-key|ORGANISER_KEY|ledger[.]apply_fence", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex HeldByDeployments();

    // SetAside and set_aside are two words each.
    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|_", RegexOptions.None, 5000)]
    private static partial Regex NameParts();
}
