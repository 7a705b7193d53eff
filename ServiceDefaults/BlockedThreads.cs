namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Keeps threads ready where some may be blocked. Npgsql cancels a statement that took too long on the thread that noticed it, over a new connection:
/// with a PostgreSQL that hangs that takes seconds, for as many threads as there are statements. The pool begins with one thread for
/// each core and adds few in a second, so that on two cores nothing else would be answered meanwhile, not even a vote.
/// </summary>
internal static class BlockedThreads
{
    // More than the connections of any service's pool.
    private const int Least = 32;

    public static void AllowBlockedThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, Least), completions);
    }
}
