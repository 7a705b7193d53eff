namespace Aspire.Hosting.Orchestration;

/// <summary>Starts, stops and restarts single processes.</summary>
internal sealed partial class InstanceRunner(
    DcpHost dcp, EndpointAllocation endpoints, LaunchFactory launches, DependencyWait dependencies, TelemetryEnvironment telemetry,
    ResourceNotificationService notifications, ResourceLoggerService consoles, DistributedApplicationExecutionContext execution,
    ILogger<DistributedApplication> logger)
{
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(15);

    /// <summary>Starts a process once everything it waits for is there. What prevents that becomes its state.</summary>
    public async Task StartAsync(ResourceInstance instance, bool wait, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        var console = consoles.Console(instance.Id);
        instance.Waiting = new();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, instance.Waiting.Token);
        try
        {
            if (wait && resource.Annotations.OfType<WaitAnnotation>().Any())
            {
                await PublishAsync(instance, s => s with { State = KnownResourceStates.Waiting });
                await dependencies.WaitAsync(resource, instance.Id, either.Token);
            }

            await instance.AloneAsync(
                () => instance.IsUp ? Task.CompletedTask : CreateAsync(instance, console, either.Token, cancellationToken),
                cancellationToken);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The application ends, or somebody started or stopped it while it waited.
        }
        catch (Exception problem)
        {
            console.Say($"Failed to start: {problem.Message}", isError: true);
            FailedToStart(logger, resource.Name, problem.Message);
            await PublishAsync(instance, s => s with { State = ResourceStateSnapshot.Failed, StopTimeStamp = DateTime.UtcNow });
        }
    }

    /// <summary>Stops a process, or its waiting, and returns when it has ended.</summary>
    public async Task StopAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        await instance.Waiting.CancelAsync();
        await instance.AloneAsync(() => EndAsync(instance, cancellationToken), cancellationToken);
    }

    private async Task EndAsync(ResourceInstance instance, CancellationToken cancellationToken)
    {
        if (instance.IsUp)
        {
            await PublishAsync(instance, s => s with { State = KnownResourceStates.Stopping });
            await dcp.Client.StopAsync(instance.Executable!, cancellationToken);
            await notifications
                .WaitForResourceAsync(instance.Resource.Name, e => e.ResourceId == instance.Id && e.Snapshot.IsTerminal, cancellationToken)
                .WaitAsync(_stopPatience, cancellationToken);
        }
        else if (notifications.TryGetCurrentState(instance.Id, out var now) && !now.Snapshot.IsTerminal)
        {
            await PublishAsync(instance, s => s with { State = KnownResourceStates.Exited });
        }
    }

    /// <param name="waiting">Cancelled too when somebody stops it before its process is created.</param>
    private async Task CreateAsync(
        ResourceInstance instance, ResourceConsole console, CancellationToken waiting, CancellationToken cancellationToken)
    {
        var resource = instance.Resource;
        await PublishAsync(instance, s => (s with
        {
            State = KnownResourceStates.Starting,
            ExitCode = null,
            StartTimeStamp = null,
            StopTimeStamp = null,
            Ready = null,
            HealthReports = HealthMonitor.Pending(resource),
        }).With("resource.waitingFor", null));

        var producers = await endpoints.ProducersAsync(resource, waiting);
        var environment = resource.Environment(execution, telemetry.Of(instance));
        var arguments = resource.Arguments(execution);
        await SayWhatIsMissingAsync(instance, console, environment.Values.Concat(arguments));
        List<string> resolved = [];
        foreach (var argument in arguments)
            resolved.Add(await ExecutionConfiguration.ResolveAsync(argument, waiting));

        var launch = await launches.CreateAsync(instance, [.. resolved], console, waiting);
        List<DcpVariable> variables = [];
        // The stand-in for a container takes its settings from its own configuration file, secrets too; the variables are the image's.
        foreach (var (name, value) in resource is ContainerResource ? [] : environment)
            variables.Add(new(name, await ExecutionConfiguration.ResolveAsync(value, waiting)));

        await PublishAsync(instance, s => ResourceFacts.Of(resource, launch, s with
        {
            EnvironmentVariables = [.. variables.Select(v => new EnvironmentVariableSnapshot(v.Name, v.Value, IsFromSpec: true))],
        }));
        waiting.ThrowIfCancellationRequested();
        Dictionary<string, string> annotations = new(StringComparer.Ordinal)
        {
            ["service-producer"] = JsonSerializer.Serialize(producers, DcpObject.Json),
            ["resource-name"] = resource.Name,
        };
        var created = DcpObject.Executable(
            instance.NextExecutable(), launch.Program, launch.Arguments.Select(DcpTemplate.Escape), launch.WorkingDirectory,
            variables.Select(v => v with { Value = DcpTemplate.Escape(v.Value) }), annotations);
        try
        {
            await dcp.Client.CreateAsync("executables", created, cancellationToken);
        }
        catch
        {
            instance.Forget();
            throw;
        }
    }

    // A parameter without a value does not fail: whoever asks for it waits.
    private async Task SayWhatIsMissingAsync(ResourceInstance instance, ResourceConsole console, IEnumerable<object> values)
    {
        var missing = values.WithReferences().OfType<ParameterResource>().Where(p => p.WaitForValue).Select(p => p.Name).ToArray();
        if (missing.Length > 0)
        {
            console.Say($"Waiting for the parameters that have no value: {string.Join(", ", missing)}.");
            await PublishAsync(instance, s => (s with { State = KnownResourceStates.Waiting }).With("resource.waitingFor", missing));
        }
    }

    private Task PublishAsync(ResourceInstance instance, Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
        => notifications.PublishUpdateAsync(instance.Resource, instance.Id, change);

    [LoggerMessage(LogLevel.Error, "Resource '{Resource}' failed to start: {Problem}")]
    private static partial void FailedToStart(ILogger logger, string resource, string problem);
}
