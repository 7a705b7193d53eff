using Voting.Migrations;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddServiceDefaults();
builder.Services.AddOptions<MigrationOptions>().BindConfiguration(MigrationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<MigrationRun>();

using var host = builder.Build();
await host.StartAsync();
var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
var exitCode = await host.Services.GetRequiredService<MigrationRun>().ExecuteAsync(stopping);
await host.StopAsync(); // sends what telemetry still holds
return exitCode;

// Not public, as ASP.NET Core's generator would make it: tests that use this project as a library have a service's Program too.
internal sealed partial class Program;
