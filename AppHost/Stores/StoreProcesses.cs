using System.Net.NetworkInformation;
using AppHost.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Stores;

/// <summary>Runs the model's Redis and PostgreSQL as programs of this machine where no container engine answers.</summary>
internal static class StoreProcesses
{
    /// <summary>
    /// Call once, when the model is complete. Does nothing when publishing, or where an engine answers;
    /// the setting <c>Stores=containers</c> or <c>Stores=processes</c> decides instead of the engine.
    /// </summary>
    /// <remarks>
    /// DCP makes a container of every resource with an image. A store without its image stays in the model, with its name,
    /// connection string, health check and databases, and DCP leaves it alone: an executable beside it listens on its endpoint.
    /// </remarks>
    public static void RunStoresWithoutEngine(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode || !Wanted(builder))
        {
            return;
        }

        foreach (var store in builder.Resources.OfType<ContainerResource>().ToList())
        {
            var process = builder.AddStoreProcess(store, store is RedisResource ? "redis.sh" : "postgres.sh");
            builder.CreateResourceBuilder(store).Follow(process.Resource);
        }
    }

    private static bool Wanted(IDistributedApplicationBuilder builder) => builder.Configuration["Stores"] switch
    {
        null or "" => OperatingSystem.IsLinux() && !ContainerEngine.Answers(builder.Configuration),
        "processes" => true,
        "containers" => false,
        var other => throw new DistributedApplicationException($"The setting Stores is '{other}'; it can be 'containers' or 'processes'."),
    };

    private static IResourceBuilder<ExecutableResource> AddStoreProcess(this IDistributedApplicationBuilder builder, ContainerResource store, string script)
    {
        store.Annotations.Remove(store.Annotations.OfType<ContainerImageAnnotation>().Single());
        var process = builder.AddExecutable($"{store.Name}-server", "/bin/sh", "/", Path.Combine(builder.AppHostDirectory, "Stores", script))
            .WithParentRelationship(store).WithIconName("WindowConsole").WithFaults()
            // Asked for when the process starts: a test may take the volume away until then.
            .WithArgs(context => context.Args.Add(DataFolder(store)));
        // The same instance, so that where the process listens is where the store is found.
        var endpoint = store.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.TargetPort = endpoint.Port ??= FreePort();
        endpoint.IsProxied = false;
        process.WithArgs($"{endpoint.Port}").WithAnnotation(endpoint);
        store.Annotations.Where(annotation => annotation is EnvironmentCallbackAnnotation or CommandLineArgsCallbackAnnotation).ToList().ForEach(process.Resource.Annotations.Add);
        return process;
    }

    /// <summary>Gives a store, and its databases, what Aspire gives to containers only: events, states and commands, those of its process.</summary>
    private static void Follow(this IResourceBuilder<ContainerResource> store, ExecutableResource process)
    {
        var builder = store.ApplicationBuilder;
        IEnumerable<IResource> Followers() => builder.Resources.OfType<IResourceWithParent>().Where(child => child.Parent == store.Resource).Prepend<IResource>(store.Resource);

        // Health checks and the creation of databases take their connection string from this event.
        builder.CreateResourceBuilder(process).OnBeforeResourceStarted(async (_, start, stopping) =>
        {
            foreach (var follower in Followers())
            {
                await builder.Eventing.PublishAsync(new ConnectionStringAvailableEvent(follower, start.Services), stopping);
            }
        });
        builder.Eventing.Subscribe<BeforeStartEvent>((start, stopping) =>
        {
            _ = MirrorAsync(start.Services.GetRequiredService<ResourceNotificationService>(), process, Followers, stopping);
            return Task.CompletedTask;
        });
        foreach (var command in (string[])[KnownResourceCommands.StartCommand, KnownResourceCommands.StopCommand, KnownResourceCommands.RestartCommand])
        {
            store.WithCommand(
                command, $"{char.ToUpperInvariant(command[0])}{command[1..]}",
                run => run.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync(process, command, run.CancellationToken),
                new() { UpdateState = now => now.ResourceSnapshot.State?.Text == KnownResourceStates.Running == (command != KnownResourceCommands.StartCommand) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden });
        }
    }

    private static async Task MirrorAsync(ResourceNotificationService notifications, ExecutableResource process, Func<IEnumerable<IResource>> followers, CancellationToken stopping)
    {
        await foreach (var change in notifications.WatchAsync(stopping))
        {
            foreach (var follower in change.Resource == process ? followers() : [])
            {
                var seen = change.Snapshot;
                await notifications.PublishUpdateAsync(follower, s => s with { State = seen.State, ExitCode = seen.ExitCode, StartTimeStamp = seen.StartTimeStamp, StopTimeStamp = seen.StopTimeStamp });
            }
        }
    }

    // Not in root's home: PostgreSQL refuses to be root, and the user that it runs as cannot enter there. Empty without a volume: data end with the process.
    private static string DataFolder(ContainerResource store)
    {
        var root = Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("XDG_DATA_HOME") is null or ""
            ? "/var/lib" : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return store.Annotations.OfType<ContainerMountAnnotation>().FirstOrDefault()?.Source is { } volume ? Path.Combine(root, "voting", volume) : "";
    }

    // Below the ports that Linux gives to connections (from 32768): one of those could be taken by the time the store starts.
    private static int FreePort()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port).ToHashSet();
        return Enumerable.Range(0, int.MaxValue).Select(_ => Random.Shared.Next(20_000, 32_768)).First(port => !taken.Contains(port));
    }
}
