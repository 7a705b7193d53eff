using Voting.Worker;
using Voting.Worker.Balance;
using Voting.Worker.Counting;
using Voting.Worker.Intake;
using Voting.Worker.Ledger;
using Voting.Worker.Operations;
using Voting.Worker.Streams;

var builder = WebApplication.CreateBuilder(args);

builder.AddServiceDefaults();
builder.RequireConnection("redis", "votes");
builder.AddVoteStream();
builder.AddLedger();
builder.AddIntake();
builder.AddLedgerBalance();
builder.AddOperations();
builder.AddCounting();

var app = builder.Build();

app.MapHealthEndpoints();
app.MapOperations();

app.Run();
