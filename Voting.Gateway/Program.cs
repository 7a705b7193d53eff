using Voting.Gateway;
using Voting.Web;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddSecurityHeaders();
builder.AddSites();

var app = builder.Build();
app.UseForwardedHeaders();
app.UseSecurityHeaders(SecurityHeaders.Data);
app.MapHealthEndpoints();
app.MapSites();
app.Run();
