using Voting.Frontend.Api;
using Voting.Frontend.Ballots;
using Voting.Frontend.Faults;
using Voting.Frontend.Links;
using Voting.Frontend.Security;
using Voting.Frontend.Voters;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets(); // outside Development too, where a build that was never published is run
builder.AddServiceDefaults();
builder.AddSessionKeys();
builder.AddRequestLimits();
builder.Services.AddRazorComponents();
builder.Services.AddForms();
builder.Services.AddLinks();
builder.Services.AddVotingApi();
builder.Services.AddVoters();
builder.Services.AddProblemDetails();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseFaultPages();
app.MapStaticAssets();
app.MapBallots();
app.MapHealthEndpoints();
app.Run();
