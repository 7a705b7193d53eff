namespace Aspire.Hosting.Locking;

/// <summary>
/// Files that nobody but their owner can read, not even for a moment;
/// and locks, which other processes respect and which end with this one, however it ends.
/// </summary>
internal static class PrivateFile
{
    public const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static FileStream Open(string path, FileMode mode, FileShare share = FileShare.None) => new(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = share,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });

    /// <summary>The held lock, or null where another process holds it.</summary>
    public static FileStream? TryLock(string path)
    {
        try
        {
            return Open(path, FileMode.OpenOrCreate);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static FileStream Lock(string path, TimeSpan timeout)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < timeout; Thread.Sleep(20))
        {
            if (TryLock(path) is { } held)
                return held;
        }

        throw new DistributedApplicationException($"The file '{path}' stays locked by another process.");
    }
}
