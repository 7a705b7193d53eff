using System.Net.Sockets;
using System.Text;

namespace Voting.Stores;

/// <summary>A real Redis for one test run: durable on every write like the deployed one, with a password, on a free port of the loopback.</summary>
public sealed class RedisStore : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly ServerProcess _server;

    private RedisStore()
    {
        var program = ServerProcess.Find("redis-server", "redis-server", (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        _folder = Directory.CreateTempSubdirectory("voting-redis-");
        var configuration = Path.Combine(_folder.FullName, "redis.conf");
        File.WriteAllText(configuration, $"""
            bind 127.0.0.1
            port {Port}
            requirepass {Password}
            dir {_folder.FullName}
            appendonly yes
            appendfsync always
            """);
        _server = new ServerProcess(program, [configuration]);
    }

    /// <summary>The port on 127.0.0.1; a restart keeps it.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The password of the default user.</summary>
    public string Password { get; } = $"test{Guid.NewGuid():N}";

    /// <summary>The connection string as Aspire writes it.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},password={Password}";

    /// <summary>The server's process.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>Starts a new, empty server and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">Redis is not installed (the message says how), or it did not start.</exception>
    public static async Task<RedisStore> StartAsync()
    {
        var store = new RedisStore();
        await store._server.StartAsync(store.AnswersAsync);
        return store;
    }

    /// <summary>Ends the server as a power failure of the process would; data stay on disk.</summary>
    public Task KillAsync() => _server.EndAsync("KILL");

    /// <summary>Starts the server again on its data, after <see cref="KillAsync"/>.</summary>
    public Task StartAgainAsync() => _server.StartAsync(AnswersAsync);

    /// <summary>Ends the server in good order and starts it again on its data.</summary>
    public async Task RestartAsync()
    {
        await _server.EndAsync("TERM");
        await StartAgainAsync();
    }

    /// <summary>Copies what is on disk, as a backup of a server that nobody writes to.</summary>
    public DirectoryInfo Backup()
    {
        var backup = Directory.CreateTempSubdirectory("voting-redis-backup-");
        Copy(Log, backup.CreateSubdirectory(Log.Name));
        return backup;
    }

    /// <summary>Kills the server and starts it with what a <see cref="Backup"/> has, or with nothing.</summary>
    public async Task RestoreAsync(DirectoryInfo? backup)
    {
        await KillAsync();
        Log.Delete(recursive: true);
        if (backup is not null)
        {
            Copy(new(Path.Combine(backup.FullName, Log.Name)), _folder.CreateSubdirectory(Log.Name));
        }

        await StartAgainAsync();
    }

    /// <summary>Freezes the server: connections stay open and nothing answers.</summary>
    public void Freeze() => _server.Freeze(frozen: true);

    /// <summary>Ends a <see cref="Freeze"/>.</summary>
    public void Thaw() => _server.Freeze(frozen: false);

    /// <summary>Ends the server and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private DirectoryInfo Log => new(Path.Combine(_folder.FullName, "appendonlydir"));

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (var file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\nPING\r\n"), cancellationToken);
        using var reader = new StreamReader(stream);
        var login = await reader.ReadLineAsync(cancellationToken);
        var ping = await reader.ReadLineAsync(cancellationToken);
        if (login is not "+OK" || ping is not "+PONG")
        {
            throw new InvalidOperationException($"Redis answered {login} and {ping}.");
        }
    }
}
