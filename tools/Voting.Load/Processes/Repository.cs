namespace Voting.Load.Processes;

/// <summary>Where the repository is, found from where this program was built to.</summary>
internal static class Repository
{
    // …/bin/{Debug|Release}/net10.0/
    private static readonly DirectoryInfo _output = new(AppContext.BaseDirectory);

    /// <summary>Debug or Release; the rooms are taken from the same.</summary>
    public static string Configuration { get; } = _output.Parent!.Name;

    public static string Root { get; } = FindRoot();

    /// <summary>The built program of a room, or a fault that says how to build it.</summary>
    public static string Program(string room)
    {
        var program = Path.Combine(Root, room, "bin", Configuration, _output.Name, $"{room}.dll");
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"{room} is not built. Build it: dotnet build {room} -c {Configuration}");
    }

    private static string FindRoot()
    {
        for (var folder = _output; folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Voting.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"Voting.sln is in no folder above {_output.FullName}.");
    }
}
