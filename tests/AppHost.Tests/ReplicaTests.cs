using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AppHost.Tests;

/// <summary>Two of each behind one address.</summary>
public sealed class ReplicaTests(ReplicatedSystem system) : IClassFixture<ReplicatedSystem>
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Either_api_answers_alone_and_either_worker_counts_alone()
    {
        var cast = 0;
        foreach (var room in new[] { "api", "worker" })
        {
            foreach (var instance in await InstancesAsync(room))
            {
                await StopAsync(instance);
                // A new client: a kept-alive connection would stay with the replica it first reached.
                using var api = system.Api();
                await api.CastAcceptedAsync("cats");
                await api.WaitForCountAsync(++cast);
                await StartAsync(instance);
            }
        }
    }

    private async Task<HashSet<string>> InstancesAsync(string room)
    {
        using var deadline = new CancellationTokenSource(_patience);
        var instances = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var change in system.App.ResourceNotifications.WatchAsync(deadline.Token))
        {
            if (change.Resource.Name == room && change.Snapshot.State?.Text == KnownResourceStates.Running && instances.Add(change.ResourceId) && instances.Count == 2)
            {
                break;
            }
        }

        return instances;
    }

    private async Task StopAsync(string instance)
    {
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync(instance, "stop")).Success);
        await WaitAsync(instance, state => KnownResourceStates.TerminalStates.Contains(state));
    }

    private async Task StartAsync(string instance)
    {
        Assert.True((await system.App.ResourceCommands.ExecuteCommandAsync(instance, "start")).Success);
        await WaitAsync(instance, state => state == KnownResourceStates.Running);
    }

    private async Task WaitAsync(string instance, Func<string?, bool> reached)
    {
        using var deadline = new CancellationTokenSource(_patience);
        await foreach (var change in system.App.ResourceNotifications.WatchAsync(deadline.Token))
        {
            if (change.ResourceId == instance && reached(change.Snapshot.State?.Text))
            {
                return;
            }
        }
    }
}
