namespace AppHost.Tests;

/// <summary>A PATH with everything of this machine's own, save one program.</summary>
internal sealed class ProgramsWithout : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-path-");

    public ProgramsWithout(string missing)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Directory.Exists);
        foreach (var program in folders.SelectMany(Directory.EnumerateFiles).DistinctBy(System.IO.Path.GetFileName).Where(program => System.IO.Path.GetFileName(program) != missing))
        {
            File.CreateSymbolicLink(System.IO.Path.Combine(_folder.FullName, System.IO.Path.GetFileName(program)), program);
        }
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
