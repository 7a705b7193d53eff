using Npgsql;

namespace Voting.Stores;

/// <summary>A real PostgreSQL for one test run: a cluster of its own with a password, on a free port of the loopback.</summary>
public sealed class PostgresStore : IAsyncDisposable
{
    /// <summary>The database that every connection string names unless asked for another.</summary>
    public const string Database = "votes";

    // PostgreSQL refuses to run as root.
    private static readonly string? _user = Environment.IsPrivilegedProcess ? "postgres" : null;
    private readonly DirectoryInfo _folder;
    private readonly string _programs;
    private readonly ServerProcess _server;

    private PostgresStore(DirectoryInfo folder, IEnumerable<string> settings)
    {
        _programs = Path.GetDirectoryName(ServerProcess.Find("initdb", "postgresql", Folders()))!;
        _folder = folder;
        _server = new ServerProcess(
            Path.Combine(_programs, "postgres"),
            ["-D", Data, "-p", $"{Port}", "-h", "127.0.0.1", "-k", _folder.FullName, .. settings.Prepend("max_connections=200").SelectMany(setting => (string[])["-c", setting])],
            _user);
    }

    /// <summary>The port on 127.0.0.1; a restart keeps it.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>The password of <c>postgres</c>, the superuser.</summary>
    public string Password { get; } = $"test{Guid.NewGuid():N}";

    /// <summary>The superuser's connection to database <see cref="Database"/>, as Aspire writes it.</summary>
    public string ConnectionString => ConnectionStringFor("postgres", Password);

    /// <summary>The server's own process, the parent of its backends.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>Whether the server's process is there.</summary>
    public bool IsRunning => _server.IsRunning;

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>A connection of another role, or to another database.</summary>
    public string ConnectionStringFor(string role, string password, string database = Database)
        => $"Host=127.0.0.1;Port={Port};Username={role};Password={password};Database={database}";

    /// <summary>Starts a new server with an empty database <see cref="Database"/>.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed (the message says how), or it did not start.</exception>
    public static Task<PostgresStore> StartAsync() => StartAsync(Directory.CreateTempSubdirectory("voting-postgres-"), []);

    /// <summary>The same with its files in <paramref name="folder"/>, which is empty and deleted at the end, and with server settings (<c>name=value</c>).</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed (the message says how), or it did not start.</exception>
    public static async Task<PostgresStore> StartAsync(DirectoryInfo folder, IEnumerable<string> settings)
    {
        var store = new PostgresStore(folder, settings);
        await store.InitialiseAsync();
        await store.StartAgainAsync();
        await store.CreateDatabaseAsync(Database);
        return store;
    }

    /// <summary>Adds an empty database; a test that wants the server but not the data of others asks for one of its own.</summary>
    /// <returns>The superuser's connection to it.</returns>
    public async Task<string> CreateDatabaseAsync(string name)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionStringFor("postgres", Password, "postgres"));
        await using var command = source.CreateCommand($"""CREATE DATABASE "{name}" """);
        await command.ExecuteNonQueryAsync();
        return ConnectionStringFor("postgres", Password, name);
    }

    /// <summary>Ends the server as a crash would; data stay on disk.</summary>
    public Task KillAsync() => _server.EndAsync("QUIT");

    /// <summary>Starts the server again on its data, after <see cref="KillAsync"/>.</summary>
    public Task StartAgainAsync() => _server.StartAsync(AnswersAsync);

    /// <summary>Ends the server, breaking open connections, and starts it again on its data.</summary>
    public async Task RestartAsync()
    {
        await _server.EndAsync("INT");
        await StartAgainAsync();
    }

    /// <summary>Freezes the server and all its connections: they stay open and nothing answers.</summary>
    public void Freeze() => _server.Freeze(frozen: true);

    /// <summary>Ends a <see cref="Freeze"/>.</summary>
    public void Thaw() => _server.Freeze(frozen: false);

    /// <summary>Ends the server and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        // Immediate shutdown, which takes the server's own children along.
        await _server.EndIfRunningAsync("QUIT");
        _folder.Delete(recursive: true);
    }

    private async Task InitialiseAsync()
    {
        var passwordFile = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(passwordFile, Password);
        if (_user is not null)
        {
            await ServerProcess.RunAsync("/bin/chown", ["-R", _user, _folder.FullName], user: null);
        }
        // Nothing here has to outlive the test run's machine.
        await ServerProcess.RunAsync(
            Path.Combine(_programs, "initdb"),
            ["-D", Data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--no-locale", "--no-sync"],
            _user);
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringFor("postgres", Password, "postgres") + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
    }

    private static IEnumerable<string> Folders()
    {
        // Debian keeps one folder per major version; the newest first.
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian).Order(StringComparer.Ordinal).Reverse() : [];
        return versions.Select(version => Path.Combine(version, "bin")).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
    }
}
