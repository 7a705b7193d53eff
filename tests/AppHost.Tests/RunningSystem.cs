using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace AppHost.Tests;

/// <summary>The AppHost's whole system, running in this process's own world: random ports, no data of anyone else.</summary>
public class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);
    private DistributedApplication? _app;

    /// <summary>Command-line settings for the AppHost, such as <c>Replicas:Api=2</c>.</summary>
    protected virtual string[] Settings => [];

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The system has not been started.");

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(_patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(Settings, deadline.Token);
        ForgetVolumes(builder.Resources);
        _app = await builder.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        foreach (var room in new[] { "api", "worker", "results", "frontend" })
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(room, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>An address that a browser can open.</summary>
    public Uri Address(string room) => App.GetEndpoint(room, "http");

    /// <summary>The API, by plain HTTP.</summary>
    public HttpClient Api() => App.CreateHttpClient("api", "http");

    // A named volume would be the developer's own, shared with the system that may be running beside the tests.
    private static void ForgetVolumes(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources)
        {
            foreach (var volume in resource.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Type == ContainerMountType.Volume).ToList())
            {
                resource.Annotations.Remove(volume);
            }
        }
    }
}

/// <summary>The system with two replicas of Api and of Worker.</summary>
public sealed class ReplicatedSystem : RunningSystem
{
    protected override string[] Settings => ["Replicas:Api=2", "Replicas:Worker=2"];
}
