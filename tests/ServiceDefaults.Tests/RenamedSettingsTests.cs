using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

public sealed class RenamedSettingsTests
{
    [Theory]
    [InlineData("5", "Door:Max=5")]
    [InlineData("7", "Door:Max=5", "Limits:Max=7")]
    [InlineData("7", "Limits:Max=7")]
    [InlineData(null)]
    public void The_old_name_counts_where_the_new_one_has_no_value(string? value, params string[] settings)
    {
        var builder = Builder(settings);

        builder.AcceptOldName("Door:Max", "Limits:Max");

        Assert.Equal(value, builder.Configuration["Limits:Max"]);
    }

    [Fact]
    public async Task An_old_name_in_use_is_logged_at_each_start_with_the_name_of_today()
    {
        var builder = Builder("Door:Max=5", "Session:Key=a secret of the cluster", "Limits:Other=1");
        var log = new Lines();
        builder.Logging.AddProvider(log);
        builder.AcceptOldName("Door:Max", "Limits:Max");
        builder.AcceptOldName("Door:Other", "Limits:Other");
        builder.AddSessionKeys();
        using var host = builder.Build();

        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(2, log.Texts.Count);
        Assert.Contains("Door:Max is now called Limits:Max", log.Texts[0], StringComparison.Ordinal);
        Assert.Contains("Session:Key is now called Session:Keys:0", log.Texts[1], StringComparison.Ordinal);
    }

    private static HostApplicationBuilder Builder(params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create<string, string?>(pair[0], pair[1])));
        return builder.AddServiceDefaults();
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Texts.Add(formatter(state, exception));
            }
        }

        public void Dispose()
        {
        }
    }
}
