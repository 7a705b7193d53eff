using Voting.Stores;

namespace Voting.Load.Processes;

/// <summary>The environment variables of each kind of room, as the AppHost sets them.</summary>
internal sealed class RoomSettings(VotingSystem system)
{
    /// <param name="kind">migrations, api, worker, results or gateway.</param>
    public Dictionary<string, string> Of(string kind) => kind switch
    {
        "migrations" => new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__votes"] = system.AdminConnection,
            ["ConnectionStrings__votes-api"] = Login("voting_api", system.Postgres.Port),
            ["ConnectionStrings__votes-worker"] = Login("voting_worker", system.Postgres.Port),
            ["ConnectionStrings__votes-results"] = Login("voting_results", system.Postgres.Port),
        },
        "api" => new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__redis"] = $"127.0.0.1:{system.Wires.ApiRedis},password={system.Redis.Password}",
            ["ConnectionStrings__votes"] = Login("voting_api", system.Wires.ApiPostgres),
            ["Voter__Keys__0"] = system.Secrets.VoterKey,
            ["Seal__Keys__0"] = system.Secrets.SealKey,
            ["Administrator__Key"] = system.Secrets.OrganiserKey,
            ["SeedPoll__Id"] = VotingSystem.Poll,
            ["SeedPoll__Question"] = "Cats or dogs?",
            ["SeedPoll__Options"] = "Cats, Dogs",
            ["Limits__ClientRate"] = "0", // all voters of a load test have one address
        },
        "worker" => new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__redis"] = $"127.0.0.1:{system.Wires.WorkerRedis},password={system.Redis.Password}",
            ["ConnectionStrings__votes"] = Login("voting_worker", system.Wires.WorkerPostgres),
            ["Seal__Keys__0"] = system.Secrets.SealKey,
            ["Administrator__Key"] = system.Secrets.OrganiserKey,
        },
        "gateway" => new(StringComparer.Ordinal)
        {
            ["services__api__http__0"] = system.Apis[0].Address.GetLeftPart(UriPartial.Authority),
        },
        _ => new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__votes"] = Login("voting_results", system.Wires.ResultsPostgres),
            ["Session__Keys__0"] = system.Secrets.SessionKey,
        },
    };

    private string Login(string role, int port)
        => $"Host=127.0.0.1;Port={port};Username={role};Password={system.Secrets.Of(role)};Database={PostgresStore.Database}";
}
