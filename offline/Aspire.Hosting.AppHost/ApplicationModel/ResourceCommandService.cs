namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command ended.</summary>
/// <param name="Success">Whether it did what it should.</param>
/// <param name="Message">What to tell the person.</param>
/// <param name="Canceled">Whether it was given up.</param>
public sealed record ExecuteCommandResult(bool Success, string? Message = null, bool Canceled = false);

/// <summary>Starts, stops and restarts resources.</summary>
public class ResourceCommandService
{
    private readonly IServiceProvider _services;

    internal ResourceCommandService(IServiceProvider services) => _services = services;

    /// <summary>Runs a command on one instance, or, given a resource's name, on all of its instances.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        var instances = _services.GetRequiredService<ResourceInstances>().All
            .Where(i => ResourceName.Same(i.Id, resourceId) || ResourceName.Same(i.Resource.Name, resourceId)).ToList();
        if (instances.Count == 0)
            return new(false, $"Resource '{resourceId}' not found or has no commands.");

        try
        {
            await Task.WhenAll(instances.Select(i => ExecuteAsync(i, commandName, cancellationToken)));
            return new(true);
        }
        catch (OperationCanceledException)
        {
            return new(false, Canceled: true);
        }
        catch (Exception failed)
        {
            return new(false, failed.Message);
        }
    }

    private async Task ExecuteAsync(ResourceInstance instance, string command, CancellationToken cancellationToken)
    {
        var runner = _services.GetRequiredService<InstanceRunner>();
        var stopping = _services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        if (command == KnownResourceCommands.StopCommand || command == KnownResourceCommands.RestartCommand)
            await runner.StopAsync(instance, cancellationToken);

        if (command == KnownResourceCommands.StartCommand || command == KnownResourceCommands.RestartCommand)
        {
            // Whoever starts a resource by hand does not want to wait for others.
            await instance.Waiting.CancelAsync();
            await runner.StartAsync(instance, wait: command == KnownResourceCommands.RestartCommand, stopping);
        }
        else if (command != KnownResourceCommands.StopCommand)
        {
            throw new DistributedApplicationException($"Command '{command}' not available for resource '{instance.Id}'.");
        }
    }
}
