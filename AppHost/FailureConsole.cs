using System.Globalization;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost;

/// <summary>Says on the AppHost's console why a resource failed: its own last lines, which otherwise only the dashboard has.</summary>
/// <remarks>Not a hosted service: the host starts those that were added last when all resources have started, and one that fails keeps others waiting.</remarks>
internal sealed partial class FailureConsole(
    ResourceNotificationService notifications, ResourceLoggerService logs, IHostApplicationLifetime lifetime, ILogger<FailureConsole> logger)
    : IDistributedApplicationEventingSubscriber
{
    private const int Lines = 6;

    // The last lines of a process may arrive after the news of its end.
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(0.5);

    private static readonly TimeSpan _reading = TimeSpan.FromSeconds(3);

    // What Aspire writes into every resource's log before its process says anything.
    private static readonly string[] _noise = ["certificate authorities", "[sys] Starting process"];

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        if (executionContext.IsRunMode)
        {
            _ = WatchAsync(lifetime.ApplicationStopping);
        }

        return Task.CompletedTask;
    }

    private async Task WatchAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var failure = HasProcess(change.Resource) ? Failure(change.Snapshot) : "";
            // One run of a resource changes its snapshot several times.
            if (_told.GetValueOrDefault(change.ResourceId) != failure)
            {
                _told[change.ResourceId] = failure;
                if (failure.Length > 0)
                {
                    await TellAsync(change.ResourceId, change.Resource.Name, failure, stoppingToken);
                }
            }
        }
    }

    // Only these have lines of their own; other resources have the state of one of them. Aspire itself tells of its dashboard.
    private static bool HasProcess(IResource resource)
        => (resource is ProjectResource or ExecutableResource || resource.IsContainer()) && resource.Name != "aspire-dashboard";

    private const int Terminated = 128 + 15;

    // A process that was stopped by a command has ended by SIGTERM, or is "Exited".
    private static string Failure(CustomResourceSnapshot snapshot) => (snapshot.State?.Text, snapshot.ExitCode) switch
    {
        ("FailedToStart", _) => "failed to start",
        ("RuntimeUnhealthy", _) => "cannot start: the container engine does not work",
        ("Finished", > 0 and not Terminated) => $"ended with exit code {snapshot.ExitCode}",
        _ => "",
    };

    private async Task TellAsync(string id, string name, string failure, CancellationToken stoppingToken)
    {
        await Task.Delay(_lastLines, stoppingToken);
        var last = new Queue<string>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(_reading);
        try
        {
            await foreach (var line in logs.GetAllAsync(id).WithCancellation(limit.Token))
            {
                Keep(last, line);
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // What was read until now has to do.
        }

        Failed(name, failure, string.Join(Environment.NewLine, last));
    }

    private static void Keep(Queue<string> last, IReadOnlyList<LogLine> batch)
    {
        foreach (var text in batch.Select(line => Untimed(line.Content)).Where(text => text.Length > 0 && !_noise.Any(text.Contains)))
        {
            last.Enqueue(text);
            if (last.Count > Lines)
            {
                last.Dequeue();
            }
        }
    }

    // The host's own log carries the time.
    private static string Untimed(string line)
        => line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end && DateTimeOffset.TryParse(line.AsSpan(0, end), CultureInfo.InvariantCulture, out _) ? line[(end + 1)..] : line;

    [LoggerMessage(1, LogLevel.Error, "Resource '{Name}' {Failure}. Its last lines:\n{LastLines}")]
    private partial void Failed(string name, string failure, string lastLines);
}

internal static class FailureConsoleExtensions
{
    public static IDistributedApplicationBuilder AddFailureConsole(this IDistributedApplicationBuilder builder)
    {
        builder.Services.AddEventingSubscriber<FailureConsole>();
        return builder;
    }
}
