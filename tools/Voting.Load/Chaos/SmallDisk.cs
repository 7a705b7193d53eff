using System.Diagnostics;

namespace Voting.Load.Chaos;

/// <summary>A file system in memory, small enough to be filled up. Needs the right to mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Size = "2g";
    private readonly DirectoryInfo _mount;

    private SmallDisk(DirectoryInfo mount) => _mount = mount;

    /// <summary>An empty folder on it.</summary>
    public DirectoryInfo NewFolder(string name) => _mount.CreateSubdirectory(name);

    private string Filler => Path.Combine(_mount.FullName, "filler");

    /// <summary>Null where this machine does not let us mount.</summary>
    public static SmallDisk? TryMount()
    {
        var mount = Directory.CreateTempSubdirectory("voting-disk-");
        if (Run("mount", "-t", "tmpfs", "-o", $"size={Size}", "voting", mount.FullName))
        {
            return new(mount);
        }

        mount.Delete();
        return null;
    }

    /// <summary>Takes all that is free, while others go on writing.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 1 << 12])
        {
            TakeAll(file, new byte[size]);
        }
    }

    public void Free() => File.Delete(Filler);

    public void Dispose()
    {
        Run("umount", "-l", _mount.FullName);
        _mount.Delete();
    }

    private static void TakeAll(FileStream file, byte[] block)
    {
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no such program
        }
    }
}
