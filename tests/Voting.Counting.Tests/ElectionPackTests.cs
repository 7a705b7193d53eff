using System.Text.Json;
using Voting.Count;
using Voting.Counting.Files;

namespace Voting.Counting.Tests;

public class ElectionPackTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "elections");

    public static TheoryData<string> Elections => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_pack_has_46_elections() => Assert.Equal(46, Elections.Count);

    [Theory]
    [MemberData(nameof(Elections))]
    public void An_election_is_counted_as_its_results_say_number_for_number(string election)
    {
        using var want = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, election, "results.json")));
        using var got = JsonDocument.Parse(Count(Path.Combine(Folder, election, want.RootElement.GetProperty("file").GetString()!)));
        var comparison = new PackComparison();
        comparison.Compare(want.RootElement, got.RootElement);
        Assert.True(comparison.Differences.Count == 0, string.Join('\n', comparison.Differences));
        Assert.True(comparison.Compared > 0, "nothing was compared");
    }

    [Theory]
    [MemberData(nameof(Elections))]
    public void An_election_names_its_options_and_totals_as_its_results_say(string election)
    {
        using var want = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, election, "results.json")));
        var root = want.RootElement;
        var file = Read(Path.Combine(Folder, election, root.GetProperty("file").GetString()!));
        Assert.Equal(root.GetProperty("candidates").GetArrayLength(), file.Options.Count);
        if (file.Format is BallotFormat.CvrCsv or BallotFormat.DebianTally)
        {
            Assert.Equal(root.GetProperty("candidates").EnumerateArray().Select(name => name.GetString()), file.Options);
        }

        var ballots = root.GetProperty("ballots");
        if (ballots.GetProperty("total") is { ValueKind: JsonValueKind.Number } total)
        {
            Assert.Equal(total.GetInt64(), file.Rankings?.Total ?? file.Scores?.Total ?? file.Choices!.Ballots);
        }

        if (ballots.TryGetProperty("distinct", out var distinct))
        {
            Assert.Equal(distinct.GetInt32(), file.Rankings!.Contents.Count);
        }
    }

    internal static BallotFile Read(string path)
    {
        using var text = new StreamReader(path);
        return BallotFileReader.Read(text);
    }

    private static byte[] Count(string path)
    {
        var election = new Election(path, Read(path), Arguments.Parse([path]));
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            PackForm.Write(json, path, election, FittingCounts.Of(election).Select(item => item.Count()));
        }

        return stream.ToArray();
    }
}
