extern alias tool;
using tool::Voting.Count.Import;

namespace AppHost.Tests;

/// <summary>An election on file becomes a poll of the running system, by the way that every vote goes.</summary>
[Collection(nameof(RunningAppHost))]
public sealed class ImportTests(AppHostProcess system) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-import-");

    [Fact]
    public async Task A_ballot_file_becomes_a_final_poll_that_counts_its_ballots_and_no_other()
    {
        var (code, output, errors) = await ImportAsync("""
            3 1
            # 15 who see no difference, 4 blank
            36 1 2 0
            15 1 - 3 0
            45 2 1 3 0
            14 2 0
            51 3 1 0
            15 3 2 1 0
            11 1=2 3 0
            4 0
            0
            "Anna"
            "Ben"
            "Carla"
            "Town chair"
            """);

        Assert.Equal(("", 0), (errors, code));
        Assert.Contains("191 ballots in the file: 180 taken, 11 refused", output, StringComparison.Ordinal);
        Assert.Contains("11 ballots: several options at one rank", output, StringComparison.Ordinal);
        Assert.Contains("final, 180 counted, 0 superseded, 0 rejected", output, StringComparison.Ordinal);
        Assert.Contains("Ben wins in round 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_no_poll_can_be_made_of_says_why_and_makes_none()
    {
        var (code, _, errors) = await ImportAsync("""
            1 1
            3 1 0
            0
            "Only one"
            "No choice"
            """);

        Assert.Equal(2, code);
        Assert.Contains("invalid_poll", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Output, string Errors)> ImportAsync(string file)
    {
        var path = Path.Combine(_folder.FullName, "election.blt");
        await File.WriteAllTextAsync(path, file);
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var code = await new ImportFile(output, errors).RunAsync([path, "--api", system.Gateway.ToString()], CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }
}
