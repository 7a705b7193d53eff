using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Voting.Api.Tests.Stores;

/// <summary>The whole API, as its Program builds it, on a real Kestrel in this process.</summary>
internal sealed class ApiHost(string redis, string votes, string environment, Dictionary<string, string> settings) : WebApplicationFactory<Program>
{
    public const string AdministratorKey = "administrator-key-of-the-tests";
    public const string VoterKey = "voter-key-of-the-tests";
    public const string SealKey = "seal-key-of-the-tests";

    /// <summary>Everything that was logged, at every level.</summary>
    public LogCapture Logs { get; } = new();

    public ApiClient Client() => new(CreateClient(), Logs);

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(environment);
        builder.UseSetting("ConnectionStrings:redis", redis);
        builder.UseSetting("ConnectionStrings:votes", votes);
        builder.UseSetting("Voter:Key", VoterKey);
        builder.UseSetting("Seal:Keys:0", SealKey);
        builder.UseSetting("Administrator:Key", AdministratorKey);
        // All tests come from one address: they send more than a class does, and wrong keys and codes too.
        builder.UseSetting("Limits:ClientRate", "0");
        builder.UseSetting("Limits:WrongKeys", "1000");
        builder.UseSetting("Limits:WrongCodes", "1000");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Logs));
    }
}
