namespace Aspire.Hosting.Locking;

/// <summary>A lock that other processes respect and that ends with this process, however it ends.</summary>
internal static class FileLock
{
    /// <summary>The held lock, or null where another process holds it.</summary>
    public static FileStream? TryAcquire(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static FileStream Acquire(string path, TimeSpan timeout)
    {
        for (var waited = Stopwatch.StartNew(); ; Thread.Sleep(20))
        {
            if (TryAcquire(path) is { } held)
                return held;

            if (waited.Elapsed > timeout)
                throw new DistributedApplicationException($"The file '{path}' stays locked by another process.");
        }
    }
}
