using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Tests;

public sealed class EnvironmentAliasesTests
{
    [Theory]
    [InlineData("ConnectionStrings:redis", "store:6380", "REDIS_HOST=store", "REDIS_PORT=6380", "REDIS_PASSWORD=secret")]
    [InlineData("ConnectionStrings:redis", "store:6379", "REDIS_HOST=store", "REDIS_PORT=tcp://10.43.0.7:6379")]
    [InlineData("ConnectionStrings:redis", "store:6379", "REDIS_HOST=store", "REDIS_PORT=")]
    [InlineData("ConnectionStrings:redis", "store:6379", "REDIS_HOST=store")]
    [InlineData("ConnectionStrings:redis", "other:1", "REDIS_HOST=store", "ConnectionStrings:redis=other:1")]
    [InlineData("ConnectionStrings:redis", null, "REDIS_PORT=6379")]
    [InlineData("ConnectionStrings:votes", "Host=db;Port=5432;Database=votes;Username=voting_api;Password=\"a;b\"", "DB_HOST=db", "DB_USER=voting_api", "DB_PASSWORD=a;b")]
    [InlineData("ConnectionStrings:votes", "Host=db;Port=5432;Database=votes;Username=u", "DB_HOST=db", "DB_PORT=tcp://10.43.0.8:5432", "DB_USER=u")]
    [InlineData("ConnectionStrings:votes", "Host=db;Port=5433;Database=elections;Username=u", "DB_HOST=db", "DB_PORT=5433", "DB_NAME=elections", "DB_USER=u")]
    [InlineData("ConnectionStrings:votes", "Host=other", "DB_HOST=db", "DB_USER=u", "ConnectionStrings:votes=Host=other")]
    [InlineData("services:api:http:0", "http://api.voting:5000", "API_SERVICE_URL=http://api.voting:5000/")]
    [InlineData("services:live-results:https:0", "https://results", "LIVE_RESULTS_SERVICE_URL=https://results")]
    [InlineData("services:api:http:0", "http://other", "API_SERVICE_URL=http://api", "services:api:http:0=http://other")]
    [InlineData("Logging:LogLevel:Default", "Warning", "LOG_LEVEL=warn")]
    [InlineData("Logging:LogLevel:Default", "Information", "LOG_LEVEL=info")]
    [InlineData("Logging:LogLevel:Default", "Trace", "LOG_LEVEL=Trace")]
    [InlineData("Logging:LogLevel:Default", null, "LOG_LEVEL=loud")]
    public void A_short_name_gives_the_long_one_its_value_where_it_has_none(string key, string? value, params string[] settings)
        => Assert.Equal(value, Built(settings).Configuration[key], ignoreCase: true);

    [Theory]
    [InlineData("REDIS_PORT", "REDIS_HOST=store", "REDIS_PORT=tcp://10.43.0.7")]
    [InlineData("REDIS_PORT", "REDIS_HOST=store", "REDIS_PORT=six")]
    [InlineData("REDIS_PORT", "REDIS_HOST=store", "REDIS_PORT=70000")]
    [InlineData("DB_PORT", "DB_HOST=db", "DB_USER=u", "DB_PORT=0")]
    [InlineData("API_SERVICE_URL", "API_SERVICE_URL=api:5000")]
    public void A_value_that_a_name_cannot_have_is_refused_by_that_name(string name, params string[] settings)
        => Assert.Contains($"cannot start: {name} must be", Assert.Throws<InvalidConfigurationException>(() => Built(settings)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("production", "Production")]
    [InlineData("prod", "Production")]
    [InlineData("dev", "Development")]
    [InlineData("staging", "Staging")]
    public void The_short_environment_name_is_honoured(string name, string environment)
        => Assert.Equal(environment, Built($"APP_ENV={name}").Environment.EnvironmentName);

    [Fact]
    public void The_environment_name_of_net_wins_over_the_short_one()
        => Assert.Equal("Production", Built("APP_ENV=development", "DOTNET_ENVIRONMENT=Production").Environment.EnvironmentName);

    [Fact]
    public async Task Missing_connections_end_the_process_with_one_line_that_names_them()
    {
        await using var sample = new RunningSample("needs-stores", ("DB_HOST", "db"));

        Assert.NotEqual(0, await sample.ExitCodeAsync());
        var line = Assert.Single(sample.Lines);
        Assert.Contains("cannot start: missing configuration: ConnectionStrings__redis (or REDIS_HOST); ConnectionStrings__votes (or DB_USER)", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_session_key_ends_the_process_with_one_line_that_names_it()
    {
        await using var sample = new RunningSample("needs-session", ("Session__Keys__0", "short"));

        Assert.NotEqual(0, await sample.ExitCodeAsync());
        Assert.Contains("cannot start: Session__Keys__0 must", Assert.Single(sample.Lines), StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Built(params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production" });
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create<string, string?>(pair[0], pair[1])));
        builder.AddServiceDefaults();
        return builder;
    }
}
