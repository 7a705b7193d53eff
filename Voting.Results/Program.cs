using Voting.Results.Ledger;
using Voting.Results.Live;
using Voting.Results.Pages;
using Voting.Results.Streams;
using Voting.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.RequireConnection("votes");
builder.AddSessionKeys(); // Razor components bring data protection, which would otherwise write keys to disk
builder.AddLedger("votes");
builder.AddLiveBoard();
builder.Services.AddPages();
builder.AddSite(new()
{
    Name = "Results",
    BelowPath = "/results",
    Footer = "Every accepted vote is counted exactly once.",
    Stylesheets = ["board.css", "screen.css"],
    Scripts = ["board.js", "screen.js"],
    Errors = new(
        NotFound: "The poll may have been mistyped, or it has not opened yet.",
        Failure: "The failure has been recorded. Votes that were accepted are safe.",
        Posted: null,
        Home: "To the polls"),
});

var app = builder.Build();
app.UseSite();
app.MapPages();
app.MapStreams();
app.MapHealthEndpoints();
app.Run();
