// The whole system, in the order a vote travels: stores, migrations, API, worker, results, frontend, and the gateway before them all.
using AppHost;
using AppHost.Commands;
using AppHost.Stores;
var builder = DistributedApplication.CreateBuilder(args);
// Made once per machine and kept in user secrets. Letters and digits only: the values stand in connection strings.
var generated = new GenerateParameterDefault { MinLength = 24, Special = false };

var postgresPassword = builder.AddParameter("postgres-password", generated, secret: true, persist: true).WithDescription("Password of PostgreSQL's superuser; only the migrations use it.");
var redisPassword = builder.AddParameter("redis-password", generated, secret: true, persist: true).WithDescription("Password of Redis, which holds the vote stream.");
var voterKey = builder.AddParameter("voter-key", generated, secret: true, persist: true).WithDescription("Signs the voters' tokens. Whoever has it can vote in another voter's name.");
var sealKey = builder.AddParameter("seal-key", generated, secret: true, persist: true).WithDescription("Seals the ballots on the stream: whoever reads Redis without it sees no choice.");
var hostKey = builder.AddParameter("administrator-key", generated, secret: true, persist: true).WithDescription("Opens, changes and closes polls: `Authorization: Bearer KEY`.");
var sessionKey = builder.AddParameter("session-key", generated, secret: true, persist: true).WithDescription("Protects the forms and cookies of the pages.");

var postgres = builder.AddPostgres("postgres", password: postgresPassword).WithDataVolume().WithIconName("DatabaseStack");
var votes = postgres.AddDatabase("votes").WithIconName("Database");
var redis = builder.AddRedis("redis", password: redisPassword).WithDataVolume().WithoutHttpsCertificate().WithArgs(RedisArguments.Durable).WithIconName("Flash");
var apiLogin = builder.AddLogin("votes-api", votes, "voting_api");
var workerLogin = builder.AddLogin("votes-worker", votes, "voting_worker");
var resultsLogin = builder.AddLogin("votes-results", votes, "voting_results");
var migrations = builder.AddProject<Projects.Voting_Migrations>("migrations").AsService()
    .WithReference(votes).WaitFor(votes)
    .WithEnvironment("ConnectionStrings__votes-api", apiLogin).WithEnvironment("ConnectionStrings__votes-worker", workerLogin).WithEnvironment("ConnectionStrings__votes-results", resultsLogin)
    .WithParentRelationship(postgres).WithIconName("DatabaseArrowUp");

var api = builder.AddProject<Projects.Voting_Api>("api").AsService("Api", 5000).WithExternalHttpEndpoints()
    .WithReference(redis).WaitFor(redis).WithReference(apiLogin, "votes").WaitForCompletion(migrations)
    .WithEnvironment("Voter__Keys__0", voterKey).WithEnvironment("Seal__Keys__0", sealKey).WithEnvironment("Administrator__Key", hostKey)
    .WithEnvironment("SeedPoll__Id", builder.Configuration["Poll:Id"]).WithEnvironment("SeedPoll__Options", builder.Configuration["Poll:Options"]).WithEnvironment("SeedPoll__Question", builder.Configuration["Poll:Question"])
    .WithUrlForEndpoint("http", url => (url.DisplayText, url.Url) = ("API reference", "/openapi/v1.json")).WithIconName("PlugConnected")
    .WithCommand("open-sample-polls", "Open sample polls", SamplePolls.With(hostKey), SamplePolls.Options);

builder.AddProject<Projects.Voting_Worker>("worker").AsService("Worker", 8080)
    .WithReference(redis).WaitFor(redis).WithReference(workerLogin, "votes").WaitForCompletion(migrations)
    .WithEnvironment("Seal__Keys__0", sealKey).WithEnvironment("Administrator__Key", hostKey).WithIconName("ArrowSync")
    .WithHttpCommand("/operations/recount", "Recount", commandName: "recount", commandOptions: WorkerCommands.Recount(hostKey))
    .WithHttpCommand("/operations/dead-letters", "List dead letters", commandName: "list-dead-letters", commandOptions: WorkerCommands.ListDeadLetters(hostKey))
    .WithHttpCommand("/operations/dead-letters/replay", "Replay dead letters", commandName: "replay-dead-letters", commandOptions: WorkerCommands.ReplayDeadLetters(hostKey));

var results = builder.AddProject<Projects.Voting_Results>("results").AsService("Results", 5001).WithExternalHttpEndpoints()
    .WithReference(resultsLogin, "votes").WaitForCompletion(migrations)
    .WithEnvironment("Session__Keys__0", sessionKey).WithUrlForEndpoint("http", url => url.DisplayText = "Live results").WithIconName("DataBarVertical");

var frontend = builder.AddProject<Projects.Voting_Frontend>("frontend").AsService("Frontend", 3000).WithExternalHttpEndpoints().WithReference(api).WaitFor(api).WithEnvironment("Session__Keys__0", sessionKey)
    .WithUrlForEndpoint("http", url => url.DisplayText = "Ballot").WithUrlForEndpoint("http", _ => new() { Url = "/host", DisplayText = "Host console" }).WithIconName("Vote");

// The one address for people and programs: ballots and the host console at /, results at /results, the API at /api/v1.
var gateway = builder.AddProject<Projects.Voting_Gateway>("gateway").AsService("Gateway", 8080).WithExternalHttpEndpoints()
    .WithReference(frontend).WithReference(results).WithReference(api).WithIconName("Router")
    .WithUrlForEndpoint("http", url => url.DisplayText = "Voting").WithUrlForEndpoint("http", _ => new() { Url = "/results", DisplayText = "Results" });
// On this machine anyone may make polls. A deployment configures who may, and the public address.
if (builder.ExecutionContext.IsRunMode)
{
    api.WithEnvironment("Hosting__Create", "anyone");
    frontend.WithEnvironment("Hosting__Create", "anyone").WithEnvironment("Links__Site", gateway.GetEndpoint("http"));
    results.WithEnvironment("Links__Site", gateway.GetEndpoint("http"));
}
builder.AddFailureConsole().RunStoresWithoutEngine();
builder.Build().Run();
