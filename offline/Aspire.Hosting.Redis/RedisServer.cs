namespace Aspire.Hosting.Redis;

/// <summary>The machine's own redis-server, started with what the container would get.</summary>
internal static class RedisServer
{
    private const string Remedy =
        "sudo apt-get install redis-server (and, as it starts a server of its own: sudo systemctl disable --now redis-server)";

    public static async Task<Launch> PrepareAsync(RedisResource redis, LocalServer server, CancellationToken cancellationToken)
    {
        var program = (await MachineProgram.FindAsync("redis-server", server.SearchPath, oldest: 7, Remedy, cancellationToken))[0].Path;
        var password = await redis.PasswordParameter.GetValueAsync(cancellationToken);
        var configuration = Path.Combine(server.RunFolder, "redis.conf");
        await MachineProgram.WriteSecretAsync(configuration, Configuration(server, password!), cancellationToken);
        return await MachineProgram.WithLockAsync(server, server.DataFolder, program, [program, configuration], cancellationToken);
    }

    // Every argument becomes a line of a private file: a password has no place on a command line.
    internal static string Configuration(LocalServer server, string password)
    {
        StringBuilder lines = new($"bind 127.0.0.1 -::1\nport {server.Port}\ndir {Quote(server.DataFolder)}\ndaemonize no\n");
        foreach (var argument in server.Arguments.Skip(1))
        {
            var isOption = argument.StartsWith("--", StringComparison.Ordinal);
            var value = Quote(argument.Replace("$REDIS_PASSWORD", password, StringComparison.Ordinal));
            lines.Append(isOption ? $"\n{argument[2..]}" : $" {value}");
        }

        return lines.AppendLine().ToString();
    }

    private static string Quote(string value)
        => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
