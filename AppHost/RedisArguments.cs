namespace AppHost;

/// <summary>What this system asks of Redis beyond Aspire's defaults.</summary>
internal static class RedisArguments
{
    // Of the voting document's 512 MiB: rewriting the file needs memory too.
    private const string MaxMemory = "384mb";

    private static readonly string[] _durable = ["--appendonly", "yes", "--appendfsync", "always"];

    /// <summary>
    /// Makes every reply of Redis mean "on disk": the append-only file is synced before the answer is sent. Deployed, where its
    /// memory is limited, it also refuses what would not fit, rather than be ended for it.
    /// </summary>
    /// <remarks>
    /// While running, Redis's arguments are separate here; when publishing, they are one shell line after <c>-c</c>. Either way the
    /// container runs them by a shell, which passes no TERM on: <c>exec</c> makes redis-server the process that is told to end.
    /// </remarks>
    public static void Durable(CommandLineArgsCallbackContext context)
    {
        if (context.ExecutionContext.IsRunMode)
        {
            context.Args[context.Args.IndexOf("redis-server")] = "exec redis-server";
            foreach (var argument in _durable)
            {
                context.Args.Add(argument);
            }
        }
        else
        {
            context.Args[^1] = $"exec {context.Args[^1]} {string.Join(' ', _durable)} --maxmemory {MaxMemory} --maxmemory-policy noeviction";
        }
    }
}
