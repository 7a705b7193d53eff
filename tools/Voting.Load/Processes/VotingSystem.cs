using Voting.Stores;

namespace Voting.Load.Processes;

/// <summary>
/// The whole system as processes of this machine, built and configured as it is deployed: Redis synced on every write,
/// PostgreSQL with a login per room. Everything is on free ports of the loopback and ends with this object.
/// </summary>
internal sealed class VotingSystem : IAsyncDisposable
{
    /// <summary>The poll that is open from the start: <c>single</c>, options <c>cats</c> and <c>dogs</c>.</summary>
    public const string Poll = "pets";

    private readonly SystemOptions _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voting-load-");

    private VotingSystem(SystemOptions options, RedisStore redis, PostgresStore postgres)
    {
        (_options, Redis, Postgres) = (options, redis, postgres);
        Wires = new Wires(options.Proxied, redis.Port, postgres.Port);
        Apis = [.. Enumerable.Range(1, options.Replicas).Select(number => NewRoom($"api-{number}", "Voting.Api"))];
        Workers = [.. Enumerable.Range(1, options.Replicas).Select(number => NewRoom($"worker-{number}", "Voting.Worker"))];
        Gateway = NewRoom("gateway", "Voting.Gateway");
        Results = options.WithResults ? NewRoom("results", "Voting.Results") : null;
    }

    public RedisStore Redis { get; }

    public PostgresStore Postgres { get; }

    public Wires Wires { get; }

    public IReadOnlyList<Room> Apis { get; }

    public IReadOnlyList<Room> Workers { get; }

    public Room? Results { get; }

    /// <summary>Before the first Api alone, and started by who measures it.</summary>
    public Room Gateway { get; }

    public IEnumerable<Room> Rooms => [.. Apis, .. Workers, .. Results is null ? (Room[])[] : [Results], .. Gateway.IsRunning ? (Room[])[Gateway] : []];

    public Secrets Secrets { get; } = new();

    /// <summary>Where every process writes what it says.</summary>
    public string LogFolder => _folder.FullName;

    /// <summary>The superuser's connection.</summary>
    public string AdminConnection => Postgres.ConnectionString;

    /// <summary>The worker's connection to a database of the same server.</summary>
    public string WorkerConnection(string database = PostgresStore.Database)
        => Postgres.ConnectionStringFor("voting_worker", Secrets.Of("voting_worker"), database);

    /// <summary>Starts stores and rooms, in the order that the AppHost does, and waits until all are ready.</summary>
    public static async Task<VotingSystem> StartAsync(SystemOptions options, CancellationToken ct)
    {
        var redis = await RedisStore.StartAsync();
        PostgresStore postgres;
        try
        {
            postgres = options.PostgresFolder is { } folder
                ? await PostgresStore.StartAsync(folder, options.PostgresSettings)
                : await PostgresStore.StartAsync();
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }

        var system = new VotingSystem(options, redis, postgres);
        try
        {
            await system.StartRoomsAsync(ct);
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var room in Rooms)
        {
            await room.DisposeAsync();
        }

        await Wires.DisposeAsync();
        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
        if (Environment.GetEnvironmentVariable("VOTING_KEEP_LOGS") is null)
        {
            _folder.Delete(recursive: true);
        }
    }

    private async Task StartRoomsAsync(CancellationToken ct)
    {
        await using (var migrations = NewRoom("migrations", "Voting.Migrations"))
        {
            await migrations.RunToEndAsync(ct);
        }

        foreach (var room in Apis.Concat(Workers))
        {
            room.Start();
        }

        foreach (var room in Apis.Concat(Workers))
        {
            await room.WaitUntilReadyAsync(ct);
        }

        if (Results is not null)
        {
            Results.Start();
            await Results.WaitUntilReadyAsync(ct);
        }
    }

    private Room NewRoom(string name, string project)
        => new(name, Repository.Program(project), new RoomSettings(this).Of(name.Split('-')[0]), _folder.FullName);
}

/// <summary>What is to be started.</summary>
/// <param name="Replicas">Of Api and of Worker.</param>
/// <param name="WithResults">Whether Results runs too.</param>
/// <param name="Proxied">Whether rooms reach the stores through <see cref="StoreProxy"/>.</param>
/// <param name="PostgresFolder">Where PostgreSQL keeps its files; null: a temporary folder.</param>
/// <param name="PostgresSettings">Server settings that go with <paramref name="PostgresFolder"/>.</param>
internal sealed record SystemOptions(
    int Replicas, bool WithResults, bool Proxied, DirectoryInfo? PostgresFolder, IReadOnlyList<string> PostgresSettings);
