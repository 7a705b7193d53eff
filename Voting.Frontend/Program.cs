using Voting.Frontend.Api;
using Voting.Frontend.Ballots;
using Voting.Frontend.Hosts;
using Voting.Frontend.Join;
using Voting.Frontend.Voters;
using Voting.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSessionKeys();
builder.AddSite(new()
{
    Name = "Voting",
    Footer = "Every accepted vote is counted exactly once.",
    Stylesheets = ["ballot.css", "host.css"],
    Scripts = ["ballot.js", "host.js"],
    Links = [new("Join with a code", JoinEndpointRouteBuilderExtensions.Address), new("Host a poll", HostsEndpointRouteBuilderExtensions.Console)],
    Errors = new(
        NotFound: "The poll or ballot may have been mistyped, or it no longer exists.",
        Failure: "The failure has been recorded. Votes that were accepted are safe.",
        Posted: "If you were sending a vote: it has not been accepted.",
        Home: "To the polls"),
});
builder.Services.AddBallots();
builder.Services.AddHosts();
builder.Services.AddVotingApi();
builder.Services.AddVoters();

var app = builder.Build();
app.UseSite();
app.UseOutputCache();
app.MapBallots();
app.MapJoin();
app.MapHosts();
app.MapHealthEndpoints();
app.Run();
