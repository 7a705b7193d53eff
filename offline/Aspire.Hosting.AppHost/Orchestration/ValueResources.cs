namespace Aspire.Hosting.Orchestration;

/// <summary>The states of resources that are no processes: parameters, connection strings, and children such as databases.</summary>
internal sealed partial class ValueResources(
    DistributedApplicationModel model, ResourceInstances instances, ResourceNotificationService notifications,
    ResourceLoggerService consoles, DependencyWait dependencies, IConfiguration configuration, ILogger<DistributedApplication> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var parameter in model.Resources.OfType<ParameterResource>())
            await ResolveAsync(parameter, cancellationToken);

        await Task.WhenAll(model.Resources.OfType<ConnectionStringResource>().Select(c => ComposeAsync(c, cancellationToken))
            .Concat(model.Resources.OfType<IResourceWithParent>().Select(c => FollowParentAsync(c, cancellationToken))));
    }

    private async Task ResolveAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        try
        {
            var value = await parameter.GetValueAsync(cancellationToken);
            await notifications.PublishUpdateAsync(
                parameter, s => (s with { State = ResourceStateSnapshot.Running }).With("Value", value, parameter.Secret));
        }
        catch (Exception unusable) when (unusable is DistributedApplicationException or IOException or UnauthorizedAccessException)
        {
            parameter.WaitForValue = true;
            consoles.Console(parameter.Name).Say(unusable.Message, isError: true);
            var state = ResourceStateSnapshot.Failed;
            if (unusable is MissingParameterValueException)
            {
                state = new(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn);
                var variable = $"Parameters__{parameter.Name.Replace('-', '_')}";
                NoValue(logger, parameter.Name, variable, parameter.ConfigurationKey, configuration["AppHost:Directory"]);
            }
            else
            {
                Unusable(logger, parameter.Name, unusable.Message);
            }

            await notifications.PublishUpdateAsync(parameter, s => (s with { State = state }).With("Value", "", parameter.Secret));
        }
    }

    private async Task ComposeAsync(ConnectionStringResource connection, CancellationToken cancellationToken)
    {
        await notifications.PublishUpdateAsync(connection, s => s with { State = KnownResourceStates.Waiting });
        await dependencies.WaitAsync(connection, connection.Name, cancellationToken);
        var value = await connection.ConnectionStringExpression.GetValueAsync(cancellationToken);
        await notifications.PublishUpdateAsync(
            connection,
            s => (s with { State = ResourceStateSnapshot.Running }).With("resource.connectionString", value, sensitive: true));
    }

    /// <summary>A child lives and dies with its parent; its health is its own.</summary>
    private async Task FollowParentAsync(IResourceWithParent child, CancellationToken cancellationToken)
    {
        var parentId = instances.IdsOf(child.Parent)[0];
        ResourceStateSnapshot? last = null;
        await foreach (var change in notifications.WatchAsync(cancellationToken))
        {
            if (ResourceName.Same(change.ResourceId, parentId) && change.Snapshot.State != last)
            {
                var parent = change.Snapshot;
                last = parent.State;
                await notifications.PublishUpdateAsync(child, s => s with
                {
                    State = parent.State,
                    StartTimeStamp = parent.StartTimeStamp,
                    StopTimeStamp = parent.StopTimeStamp,
                });
            }
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Parameter '{Name}' has no value, and whatever uses it waits. Stop, set the environment variable {Variable} "
        + "or run \"dotnet user-secrets set {Key} <value> --project {Directory}\", and start again.")]
    private static partial void NoValue(ILogger logger, string name, string variable, string key, string? directory);

    [LoggerMessage(LogLevel.Error, "Parameter '{Name}' has no value, and whatever uses it waits: {Problem}")]
    private static partial void Unusable(ILogger logger, string name, string problem);
}
