namespace Aspire.Hosting.Orchestration;

/// <summary>Turns what DCP says about processes into states of resources, and their output into consoles.</summary>
internal sealed partial class ProcessWatch(
    DcpHost dcp, ResourceInstances instances, ResourceNotificationService notifications, ResourceLoggerService consoles,
    IHostApplicationLifetime lifetime, ILogger<DistributedApplication> logger)
{
    private static readonly TimeSpan _lastWords = TimeSpan.FromMilliseconds(700);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        for (var failures = 0; !cancellationToken.IsCancellationRequested;)
        {
            try
            {
                await foreach (var change in dcp.Client.WatchAsync("executables", cancellationToken))
                {
                    failures = 0;
                    var instance = change.Type == "DELETED" ? null : instances.Running(change.Object.Name);
                    if (instance is not null && change.Object.Status is { } status)
                        await FollowAsync(instance, status, cancellationToken);
                }
            }
            catch (Exception lost) when (lost is HttpRequestException or IOException or JsonException)
            {
                if (++failures == 5)
                {
                    EngineLost(logger, lost.Message);
                    lifetime.StopApplication();
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken);
            }
        }
    }

    private async Task FollowAsync(ResourceInstance instance, DcpStatus status, CancellationToken cancellationToken)
    {
        var before = instance.Status;
        if (before is { IsTerminal: true } || string.IsNullOrEmpty(status.State))
            return;

        instance.Status = status;
        var executable = instance.Executable!;
        var isNew = before?.State != DcpState.Running;
        if (isNew && status.State is DcpState.Running or DcpState.Finished or DcpState.Terminated)
            instance.Output = PumpAsync(instance, executable, follow: !status.IsTerminal, cancellationToken);

        if (status.IsTerminal)
            await EndAsync(instance, executable, status, cancellationToken);

        await notifications.PublishUpdateAsync(instance.Resource, instance.Id, snapshot => Apply(instance, status, snapshot));
    }

    private async Task EndAsync(ResourceInstance instance, string executable, DcpStatus status, CancellationToken cancellationToken)
    {
        if (status.State == DcpState.FailedToStart)
        {
            List<string> lines = [];
            await Quietly(async () =>
                lines = await dcp.Client.LogsAsync(executable, "system", follow: false, cancellationToken).ToListAsync(cancellationToken));
            lines.ForEach(line => consoles.Console(instance.Id).Write(line, isError: true));
            var reason = lines.Select(line => Error().Match(line)).FirstOrDefault(error => error.Success)?.Value;
            var told = reason is null ? "DCP does not say why." : JsonSerializer.Deserialize<string>(reason)!;
            FailedToStart(logger, instance.Resource.Name, told);
        }
        else if (status.ExitCode is not (null or 0) && !IsStopping(instance))
        {
            _ = TellLastWordsAsync(instance, status.ExitCode.Value);
        }
    }

    /// <summary>Why a process ended, as far as it said so itself: an unhandled exception, or else its last line, if it can be an error.</summary>
    private async Task TellLastWordsAsync(ResourceInstance instance, int exitCode)
    {
        var first = await instance.Output;
        var lines = consoles.Console(instance.Id).Lines.Where(line => line.LineNumber >= first)
            .Select(line => (line.IsErrorMessage, Text: line.Content[(line.Content.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim()))
            .Where(line => line.Text.Length > 0).ToList();
        var words = lines.Find(line => line.Text.StartsWith("Unhandled exception", StringComparison.Ordinal)).Text
            ?? lines.FindLast(line => line.IsErrorMessage).Text ?? lines.LastOrDefault().Text ?? "no word";
        Crashed(logger, instance.Resource.Name, exitCode, words, instance.Id);
    }

    private bool IsStopping(ResourceInstance instance)
        => notifications.TryGetCurrentState(instance.Id, out var now) && now.Snapshot.State?.Text == KnownResourceStates.Stopping;

    private static CustomResourceSnapshot Apply(ResourceInstance instance, DcpStatus status, CustomResourceSnapshot snapshot)
    {
        var ended = status.IsTerminal;
        ResourceStateSnapshot? state = status.State switch
        {
            DcpState.FailedToStart => ResourceStateSnapshot.Failed,
            _ when ended && snapshot.State?.Text == KnownResourceStates.Stopping => KnownResourceStates.Exited,
            _ when ended => new(KnownResourceStates.Finished, status.ExitCode is null or 0 ? null : KnownResourceStateStyles.Error),
            // Asked to stop, but DCP has not come to it.
            DcpState.Running when snapshot.State?.Text == KnownResourceStates.Stopping => snapshot.State,
            DcpState.Running => ResourceStateSnapshot.Running,
            _ => status.State,
        };
        var next = snapshot with
        {
            State = state,
            StartTimeStamp = status.StartupTimestamp?.ToUniversalTime(),
            StopTimeStamp = ended ? status.FinishTimestamp?.ToUniversalTime() : null,
            ExitCode = ended ? status.ExitCode : null,
            Urls = ResourceFacts.Urls(instance.Resource, inactive: status.State != DcpState.Running),
        };
        return next.With("executable.pid", status.Pid);
    }

    /// <summary>Brings what a process writes to its resource's console; in the end, the number of the first line.</summary>
    private async Task<int> PumpAsync(ResourceInstance instance, string executable, bool follow, CancellationToken cancellationToken)
    {
        var console = consoles.Console(instance.Id);
        var first = console.Lines.LastOrDefault().LineNumber + 1;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = follow ? EndAsync() : Task.CompletedTask;
        await Task.WhenAll(PumpAsync("stdout", isError: false), PumpAsync("stderr", isError: true));
        if (follow)
            await Quietly(() => dcp.Client.DeleteAsync("executables", executable, cancellationToken));

        return first;

        // DCP ends a followed log late; what a process wrote last is there soon after it ended.
        async Task EndAsync()
        {
            bool HasEnded(ResourceEvent e) => e.ResourceId == instance.Id && (instance.Executable != executable || !instance.IsUp);
            await Quietly(() => notifications.WaitForResourceAsync(instance.Resource.Name, HasEnded, cancellationToken));
            stop.CancelAfter(_lastWords);
        }

        async Task PumpAsync(string source, bool isError)
        {
            var read = 0;
            if (follow)
                await CopyAsync(live: true, stop.Token);

            // What a busy machine has not delivered by then, or a lost connection has not, is in the log.
            await ended;
            await CopyAsync(live: false, cancellationToken);

            Task CopyAsync(bool live, CancellationToken until) => Quietly(async () =>
            {
                await foreach (var line in dcp.Client.LogsAsync(executable, source, live, until).Skip(read))
                {
                    console.Write(line, isError);
                    read++;
                }
            });
        }
    }

    private static async Task Quietly(Func<Task> task)
    {
        try
        {
            await task();
        }
        catch (Exception ended) when (ended is OperationCanceledException or HttpRequestException or IOException)
        {
            // The process or the application ended; there is nothing more to read.
        }
    }

    // DCP ends a line with facts as JSON; what follows from the first error says less than it.
    [GeneratedRegex("""(?<="error": ?)"(\\.|[^"\\])*\x22""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Error();

    [LoggerMessage(LogLevel.Error, "Resource '{Resource}' failed to start: {Reason}")]
    private static partial void FailedToStart(ILogger logger, string resource, string reason);

    [LoggerMessage(
        LogLevel.Error,
        "Resource '{Resource}' ended with exit code {ExitCode}: {LastWords} (More in the console of {Instance} in the dashboard.)")]
    private static partial void Crashed(ILogger logger, string resource, int exitCode, string lastWords, string instance);

    [LoggerMessage(LogLevel.Critical, "Aspire's DCP is gone, so nothing watches over the processes any more ({Reason}). Stopping.")]
    private static partial void EngineLost(ILogger logger, string reason);
}
