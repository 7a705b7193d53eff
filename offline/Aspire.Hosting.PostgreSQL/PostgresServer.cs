namespace Aspire.Hosting.Postgres;

/// <summary>The machine's own postgres, started with what the container would get. Its settings are PostgreSQL's defaults, durable ones.</summary>
internal static class PostgresServer
{
    private const string Remedy = "sudo apt-get install postgresql";

    // DCP ends a process by SIGTERM, on which postgres would wait for its clients; SIGINT makes it disconnect them and shut down cleanly.
    // The lock on the data folder is held when this runs, so a pid file in it is a dead server's, unless a person started one by hand.
    private const string Wrapper = """
        [ "$(cat "/proc/$(head -n 1 "$0/postmaster.pid" 2>/dev/null)/comm" 2>/dev/null)" = postgres ] || rm -f "$0/postmaster.pid"
        "$@" & server=$!
        trap 'kill -INT $server' TERM INT
        while kill -0 $server 2>/dev/null; do wait $server; code=$?; done
        exit $code
        """;

    public static async Task<Launch> PrepareAsync(PostgresServerResource postgres, LocalServer server, CancellationToken cancellationToken)
    {
        string[] folders = [.. server.SearchPath, .. DebianFolders()];
        var programs = await MachineProgram.FindAsync("postgres", folders, oldest: 15, Remedy, cancellationToken);
        var data = Path.Combine(server.DataFolder, "pgdata");
        if (!Directory.Exists(data))
        {
            server.Console.Say($"Initialising a database in {data}.");
            await InitializeAsync(postgres, programs.MaxBy(p => p.Version)!.Path, data, server.RunFolder, cancellationToken);
        }

        var program = await ForDataAsync(programs, data, cancellationToken);
        var sockets = Directory.CreateDirectory(Path.Combine(server.RunFolder, "sockets")).FullName;
        await OwnAsync(sockets, cancellationToken);
        string[] settings =
        [
            "-D", data, "-p", server.Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={sockets}", .. server.Arguments,
        ];
        string[] command = ["/bin/sh", "-c", Wrapper, data, .. AsPostgres(program), .. settings];
        return await MachineProgram.WithLockAsync(server, data, program, command, cancellationToken);
    }

    private static IEnumerable<string> DebianFolders()
    {
        const string Versions = "/usr/lib/postgresql";
        return Directory.Exists(Versions) ? Directory.EnumerateDirectories(Versions).Select(version => Path.Combine(version, "bin")) : [];
    }

    // Made elsewhere and moved when it is complete, so that a crash leaves no half of it behind.
    private static async Task InitializeAsync(
        PostgresServerResource postgres, string program, string data, string runFolder, CancellationToken cancellationToken)
    {
        var password = await postgres.PasswordParameter.GetValueAsync(cancellationToken);
        var user = await postgres.UserNameReference.GetValueAsync(cancellationToken);
        var folder = $"{data}.new";
        var passwordFile = Path.Combine(runFolder, "password");
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);

            Directory.CreateDirectory(folder, PrivateFile.OwnFolder);
            await MachineProgram.WriteSecretAsync(passwordFile, password!, cancellationToken);
            await OwnAsync(folder, cancellationToken);
            await OwnAsync(passwordFile, cancellationToken);
            var initdb = Path.Combine(Path.GetDirectoryName(program)!, "initdb");
            string[] command =
            [
                .. AsPostgres(initdb), "-D", folder, "-U", user!, $"--pwfile={passwordFile}",
                "--auth-host=scram-sha-256", "--auth-local=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8",
            ];
            await RunAsync(command, $"A database could not be initialised in '{data}'", cancellationToken);
            Directory.Move(folder, data);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    /// <summary>The program of the version that wrote the data; throws where there is none, or the data are damaged.</summary>
    private static async Task<string> ForDataAsync(IReadOnlyList<MachineProgram> programs, string data, CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(data, "PG_VERSION");
        if (!File.Exists(versionFile) || !File.Exists(Path.Combine(data, "global", "pg_control")))
        {
            throw new DistributedApplicationException(
                $"The data folder '{data}' is no PostgreSQL database, or a damaged one. "
                + "It is left as it is: restore it from a backup, or move it away to begin anew.");
        }

        var written = (await File.ReadAllTextAsync(versionFile, cancellationToken)).Trim();
        return programs.FirstOrDefault(p => p.Version.ToString(CultureInfo.InvariantCulture) == written)?.Path
            ?? throw new DistributedApplicationException(
                $"The data folder '{data}' was written by PostgreSQL {written}, "
                + $"but this machine has {string.Join(", ", programs.Select(p => p.Version))}. It is left as it is: "
                + $"install PostgreSQL {written}, migrate it with pg_upgrade, or move it away to begin anew.");
    }

    // postgres refuses to be root.
    private static string[] AsPostgres(string program)
        => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", program] : [program];

    private static async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (Environment.IsPrivilegedProcess)
            await RunAsync(["chown", "postgres:postgres", path], $"'{path}' cannot be given to the user postgres", cancellationToken);
    }

    private static async Task RunAsync(string[] command, string problem, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(command[0], command[1..]) { WorkingDirectory = "/" };
        var (code, output) = await MachineProgram.RunAsync(start, cancellationToken);
        if (code != 0)
            throw new DistributedApplicationException($"{problem}: {output.Trim()}");
    }
}
