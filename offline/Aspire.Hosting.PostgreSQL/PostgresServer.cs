using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Postgres;

/// <summary>The machine's own postgres, started with what the container would get. Its settings are PostgreSQL's defaults, durable ones.</summary>
internal static partial class PostgresServer
{
    private const string Remedy = "sudo apt-get install postgresql";

    // DCP ends a process by SIGTERM, on which postgres would wait for its clients; SIGINT makes it disconnect them and shut down cleanly.
    // The lock on the data folder is held when this runs, so a pid file in it can only be a dead server's.
    private const string Wrapper = """
        rm -f "$0/postmaster.pid"
        "$@" & server=$!
        trap 'kill -INT $server' TERM INT
        while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
        exit $code
        """;

    public static async Task<Launch> PrepareAsync(PostgresServerResource postgres, LocalServer server, CancellationToken cancellationToken)
    {
        var folders = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderByDescending(f => int.TryParse(Path.GetFileName(f), CultureInfo.InvariantCulture, out var n) ? n : 0).Select(f => Path.Combine(f, "bin"))
            : [];
        var program = await MachineProgram.FindAsync("postgres", folders, oldest: 15, Remedy, cancellationToken);
        var data = Path.Combine(server.DataFolder, "pgdata");
        if (!Directory.Exists(data))
        {
            Initializing(server.Console, data);
            await InitializeAsync(postgres, program, data, server.RunFolder, cancellationToken);
        }

        await EnsureUsableAsync(program, data, cancellationToken);
        var sockets = Directory.CreateDirectory(Path.Combine(server.RunFolder, "sockets")).FullName;
        await OwnAsync(sockets, cancellationToken);
        string[] settings =
        [
            "-D", data, "-p", server.Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={sockets}", .. server.Arguments,
        ];
        return MachineProgram.WithLock(data, program, ["/bin/sh", "-c", Wrapper, data, .. AsPostgres(program), .. settings]);
    }

    // Made elsewhere and moved when it is complete, so that a crash leaves no half of it behind.
    private static async Task InitializeAsync(PostgresServerResource postgres, string program, string data, string runFolder, CancellationToken cancellationToken)
    {
        var password = await postgres.PasswordParameter.GetValueAsync(cancellationToken);
        var user = await postgres.UserNameReference.GetValueAsync(cancellationToken);
        var folder = $"{data}.new";
        var passwordFile = Path.Combine(runFolder, "password");
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }

            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await MachineProgram.WriteSecretAsync(passwordFile, password!, cancellationToken);
            await OwnAsync(folder, cancellationToken);
            await OwnAsync(passwordFile, cancellationToken);
            await RunAsync(
                AsPostgres(Path.Combine(Path.GetDirectoryName(program)!, "initdb")),
                ["-D", folder, "-U", user!, $"--pwfile={passwordFile}", "--auth-host=scram-sha-256", "--auth-local=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"],
                $"A database could not be initialised in '{data}'",
                cancellationToken);
            Directory.Move(folder, data);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static async Task EnsureUsableAsync(string program, string data, CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(data, "PG_VERSION");
        var kept = File.Exists(versionFile) ? (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim() : null;
        var (_, version) = await MachineProgram.RunAsync(new ProcessStartInfo(program) { ArgumentList = { "--version" } }, cancellationToken);
        if (kept is null || !File.Exists(Path.Combine(data, "global", "pg_control")))
        {
            throw new DistributedApplicationException($"The data folder '{data}' is no PostgreSQL database, or a damaged one. It is left as it is: restore it from a backup, or move it away to begin anew.");
        }

        if (!version.Contains($" {kept}.", StringComparison.Ordinal))
        {
            throw new DistributedApplicationException($"The data folder '{data}' was written by PostgreSQL {kept}, but this is {version.Trim()}. It is left as it is: install PostgreSQL {kept}, migrate it with pg_upgrade, or move it away to begin anew.");
        }
    }

    // postgres refuses to be root.
    private static string[] AsPostgres(string program)
        => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program] : [program];

    private static async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(["chown"], ["postgres:postgres", path], $"'{path}' cannot be given to the user postgres", cancellationToken);
        }
    }

    private static async Task RunAsync(string[] command, string[] arguments, string problem, CancellationToken cancellationToken)
    {
        var (code, output) = await MachineProgram.RunAsync(new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { WorkingDirectory = "/" }, cancellationToken);
        if (code != 0)
        {
            throw new DistributedApplicationException($"{problem}: {output.Trim()}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Initialising a database in {Folder}.")]
    private static partial void Initializing(ILogger console, string folder);
}
