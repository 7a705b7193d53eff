using Voting.Results.Faults;
using Voting.Results.Ledger;
using Voting.Results.Live;
using Voting.Results.Pages;
using Voting.Results.Security;
using Voting.Results.Streams;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets(); // outside Development too, where a build that was never published is run
builder.AddServiceDefaults();
builder.RequireConnection("votes");
builder.AddSessionKeys(); // Razor components bring data protection, which would otherwise write keys to disk
builder.AddLedger("votes");
builder.AddLiveBoard();
builder.Services.AddRazorComponents();
builder.Services.AddProblemDetails();

var app = builder.Build();
app.UseSecurityHeaders();
app.UseFaultPages();
app.MapStaticAssets();
app.MapPages();
app.MapStreams();
app.MapHealthEndpoints();
app.Run();
