using Voting.Api.Ballots;
using Voting.Api.Codes;
using Voting.Api.Exports;
using Voting.Api.Http;
using Voting.Api.Polls;
using Voting.Api.Results;
using Voting.Api.Stores;
using Voting.Api.Streams;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.RequireConnection("redis", "votes");
builder.AddHttpPipeline();
builder.AddVoteStream();
builder.AddStores();
builder.AddPolls();
builder.AddCodes();
builder.AddBallots();
builder.AddExports();

var app = builder.Build();

app.UseHttpPipeline();
app.MapPolls();
app.MapCodes();
app.MapBallots();
app.MapResults();
app.MapExports();
app.MapStores();
app.MapOpenApi("/openapi/{documentName}.json");
app.MapHealthEndpoints("/api/health");

app.Run();
