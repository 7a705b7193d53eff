using System.Text.Json;
using Voting.Count;

namespace Voting.Counting.Tests;

public sealed class CountProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("count").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_with_a_generic_name_is_known_by_its_folder()
    {
        Assert.Equal("town", Election.IdOf(Path.Combine(_folder, "town", "ballots.blt")));
        Assert.Equal("town", Election.IdOf(Path.Combine(_folder, "town", "totals.json")));
        Assert.Equal("chair", Election.IdOf(Path.Combine(_folder, "town", "chair.blt")));
        Assert.Equal("chair", Election.IdOf(Path.Combine(_folder, "town", "chair.blt.gz")));
    }

    [Fact]
    public void One_method_prints_its_rounds_and_the_result_in_words()
    {
        var (code, output, _) = Run(Write("club.blt", "3 1\n4 1 2 0\n3 2 0\n2 3 2 0\n0\nAnna\nBen\nIris\nClub\n"), "--method", "irv/one-at-a-time");
        Assert.Equal(0, code);
        Assert.Contains("Ben wins in round 2 with 5 of 9 votes after Iris' were transferred.", output, StringComparison.Ordinal);
        Assert.Contains("out: Iris", output, StringComparison.Ordinal);
        Assert.DoesNotContain("schulze", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_holds_every_method_and_variant_that_fits()
    {
        var (code, _, _) = Run(Write("club.blt", "2 1\n4 1 2 0\n0\nAnna\nBen\n"), "--json", _folder);
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "club.json")));
        var names = json.RootElement.GetProperty("counts").EnumerateArray().Select(count => $"{count.GetProperty("method")}/{(count.TryGetProperty("variant", out var variant) ? variant : "")}").ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.Equal(["borda", "irv", "meek-stv", "pairwise", "plurality", "ranked-pairs", "schulze", "scottish-stv"], names.Select(name => name.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_broken_file_is_named_with_line_and_reason_and_the_others_are_counted()
    {
        var (code, output, errors) = Run(Write("broken.blt", "2 1\n1 3 0\n0\n"), Write("club.blt", "2 1\n4 1 2 0\n0\nAnna\nBen\n"));
        Assert.Equal(1, code);
        Assert.Contains("broken.blt: line 2: option 3, but there are options 1 to 2", errors, StringComparison.Ordinal);
        Assert.Contains("Anna wins", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no method 'dice'", "x.blt", "--method", "dice")]
    [InlineData("--seats needs a whole number from 1", "x.blt", "--seats", "0")]
    [InlineData("there is no option --fast", "x.blt", "--fast")]
    [InlineData("--json needs a value", "x.blt", "--json")]
    [InlineData("name at least one file")]
    public void A_command_line_that_cannot_be_met_says_why(string message, params string[] args) =>
        Assert.Equal(message, Assert.Throws<UsageException>(() => Arguments.Parse(args)).Message);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static (int Code, string Output, string Errors) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (new CountFiles(Arguments.Parse(args), output, errors).Run(), output.ToString(), errors.ToString());
    }
}
