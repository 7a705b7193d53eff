// The whole system, in the order a vote travels: kept, accepted, counted, shown, asked for.
using AppHost;

var builder = DistributedApplication.CreateBuilder(args);

var postgres = builder.AddPostgres("postgres", password: builder.AddSecret("postgres-password"))
    .WithDataVolume();
var votes = postgres.AddDatabase("votes");
var redis = builder.AddRedis("redis", password: builder.AddSecret("redis-password"))
    .WithDataVolume()
    .WithAppendOnlyFile(maxMemory: "384mb"); // of the voting document's 512 MiB: rewriting the file needs room too

// Each room has a login role of its own; `migrations` creates them and then ends.
var apiVotes = builder.AddLogin("votes-api", votes, "voting_api");
var workerVotes = builder.AddLogin("votes-worker", votes, "voting_worker");
var resultsVotes = builder.AddLogin("votes-results", votes, "voting_results");
var migrations = builder.AddProject<Projects.Voting_Worker>("migrations")
    .WithArgs("migrate")
    .WithConnectionsOnly()
    .WithReference(votes).WaitFor(votes)
    .WithReference(apiVotes).WithReference(workerVotes).WithReference(resultsVotes);

var api = builder.AddProject<Projects.Voting_Api>("api")
    .WithConnectionsOnly()
    .WithReference(redis).WaitFor(redis)
    .WithReference(apiVotes, "votes").WaitForCompletion(migrations)
    .WithEnvironment("Voter__Key", builder.AddSecret("voter-key"))
    .WithEnvironment("Organiser__Key", builder.AddSecret("organiser-key"))
    .WithFirstPoll()
    .WithHttpPort("Api", 5000).WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/ready")
    .WithReplicas(builder.Replicas("Api"));

var worker = builder.AddProject<Projects.Voting_Worker>("worker")
    .WithConnectionsOnly()
    .WithReference(redis).WaitFor(redis)
    .WithReference(workerVotes, "votes").WaitForCompletion(migrations)
    .WithHttpPort("Worker", 8080)
    .WithHttpHealthCheck("/ready")
    .WithReplicas(builder.Replicas("Worker"));

var sessionKey = builder.AddSecret("session-key");
var results = builder.AddProject<Projects.Voting_Results>("results")
    .WithConnectionsOnly()
    .WithReference(resultsVotes, "votes").WaitFor(worker) // the worker owns the ledger's schema
    .WithEnvironment("Session__Key", sessionKey)
    .WithHttpPort("Results", 5001).WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/ready");

builder.AddProject<Projects.Voting_Frontend>("frontend")
    .WithConnectionsOnly()
    .WithReference(api).WaitFor(api)
    .WithEnvironment("Session__Key", sessionKey)
    .WithLink("Links__Results", results)
    .WithHttpPort("Frontend", 3000).WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/ready");

builder.Build().Run();
