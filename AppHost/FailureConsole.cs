using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AppHost;

/// <summary>Says on the AppHost's console why a resource failed: its own last lines, which otherwise only the dashboard has.</summary>
internal sealed partial class FailureConsole(
    ResourceNotificationService notifications, ResourceLoggerService logs, ILogger<FailureConsole> logger) : BackgroundService
{
    private const int Lines = 10;

    // The last lines of a process may arrive after the news of its end.
    private static readonly TimeSpan _lastLines = TimeSpan.FromSeconds(0.5);

    private readonly Dictionary<string, string> _told = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            var failure = Failure(change.Snapshot);
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

    // "Finished" is a process that ended by itself; one that was stopped by a command is "Exited".
    private static string Failure(CustomResourceSnapshot snapshot) => (snapshot.State?.Text, snapshot.ExitCode) switch
    {
        ("FailedToStart", _) => "failed to start",
        ("RuntimeUnhealthy", _) => "cannot start: the container engine does not work",
        ("Finished", > 0) => $"ended with exit code {snapshot.ExitCode}",
        _ => "",
    };

    private async Task TellAsync(string id, string name, string failure, CancellationToken stoppingToken)
    {
        await Task.Delay(_lastLines, stoppingToken);
        var last = new Queue<string>();
        await foreach (var batch in logs.GetAllAsync(id).WithCancellation(stoppingToken))
        {
            foreach (var line in batch)
            {
                last.Enqueue(line.Content);
                if (last.Count > Lines)
                {
                    last.Dequeue();
                }
            }
        }

        Failed(name, failure, string.Join(Environment.NewLine, last));
    }

    [LoggerMessage(1, LogLevel.Error, "Resource '{Name}' {Failure}. Its last lines:\n{LastLines}")]
    private partial void Failed(string name, string failure, string lastLines);
}
