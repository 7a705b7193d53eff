using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace ServiceDefaults.Tests;

public sealed class OrderlyShutdownTests
{
    [Theory]
    [InlineData(5, "KUBERNETES_SERVICE_HOST=10.43.0.1")]
    [InlineData(8, "KUBERNETES_SERVICE_HOST=10.43.0.1", "Shutdown:DrainSeconds=8")]
    [InlineData(2, "Shutdown:DrainSeconds=2")]
    public async Task A_process_serves_on_for_the_drain_time_and_ends_then(int seconds, params string[] settings)
    {
        var time = new FakeTimeProvider();
        using var host = Built(time, settings);
        await host.StartAsync();

        var stopping = host.StopAsync();
        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(stopping.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Outside_of_a_cluster_nobody_waits()
    {
        using var host = Built(new FakeTimeProvider());
        await host.StartAsync();

        await host.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_drain_time_beyond_the_clusters_patience_is_refused_at_the_start()
    {
        using var host = Built(new FakeTimeProvider(), "Shutdown:DrainSeconds=30");

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    private static IHost Built(TimeProvider time, params string[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        foreach (var setting in settings.Select(setting => setting.Split('=', 2)))
        {
            builder.Configuration[setting[0]] = setting[1];
        }

        builder.Services.AddSingleton(time);
        builder.AddServiceDefaults();
        return builder.Build();
    }
}
