using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>On SIGTERM a process first says "not ready", goes on serving for the drain time, and then finishes what it has in hand.</summary>
internal static class OrderlyShutdown
{
    public static void AddOrderlyShutdown(this IHostApplicationBuilder builder)
    {
        var underKubernetes = builder.Configuration["KUBERNETES_SERVICE_HOST"] is not null;
        builder.Services.AddOptions<ShutdownOptions>()
            .Configure(options => options.DrainSeconds = underKubernetes ? 5 : 0)
            .BindConfiguration(ShutdownOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        // Below Kubernetes' grace period of 30 s, with the drain time within it.
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(25));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<Drain>();
        builder.Services.AddHealthChecks().AddCheck<NotStopping>("stopping", tags: [HealthEndpoints.ReadyTag]);
    }

    private sealed class NotStopping(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
            => Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested
                ? HealthCheckResult.Unhealthy("The process is stopping.")
                : HealthCheckResult.Healthy());
    }

    // StoppingAsync runs before any service, Kestrel included, is asked to stop.
    private sealed class Drain(IOptions<ShutdownOptions> options, TimeProvider time) : IHostedLifecycleService
    {
        public async Task StoppingAsync(CancellationToken cancellationToken)
            => await Task.Delay(TimeSpan.FromSeconds(options.Value.DrainSeconds), time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

/// <summary>Section <c>Shutdown</c>.</summary>
internal sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>Seconds between "not ready" and the end of serving, for load balancers to notice; 5 under Kubernetes, else 0.</summary>
    [Range(0, 20)]
    public int DrainSeconds { get; set; }
}
