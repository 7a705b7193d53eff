using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Tests;

/// <summary>The AppHost's whole system, running in this process's own world, with two replicas of Api and of Worker: random ports, no data of anyone else.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(5);
    private DistributedApplication? _app;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The system has not been started.");

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(_timeout);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["Replicas:Api=2", "Replicas:Worker=2"], deadline.Token);
        ForgetVolumes(builder.Resources);
        _app = await builder.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        foreach (var service in new[] { "api", "worker", "results", "frontend", "gateway" })
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(service, deadline.Token);
        }

        await WarmUpAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>An address that a browser can open.</summary>
    public Uri Address(string service) => App.GetEndpoint(service, "http");

    /// <summary>The API, by plain HTTP.</summary>
    public HttpClient Api() => Client("api");

    /// <summary>A service, by plain HTTP; asked again where a replica is just being started.</summary>
    public HttpClient Client(string service) => App.CreateHttpClient(service, "http");

    /// <summary>Runs a command, as the dashboard and <c>aspire resource</c> do: of a resource, with all its replicas, or of one replica.</summary>
    /// <returns>What the command answered; of several replicas, nothing.</returns>
    public async Task<string> RunAsync(string name, string command)
    {
        using var deadline = new CancellationTokenSource(_timeout);
        var resource = App.Services.GetRequiredService<DistributedApplicationModel>().Resources.SingleOrDefault(resource => resource.Name == name);
        var result = resource is null
            ? await App.ResourceCommands.ExecuteCommandAsync(name, command, deadline.Token)
            : await App.ResourceCommands.ExecuteCommandAsync(resource, command, deadline.Token);
        Assert.True(result.Success, $"{command} {name} failed: {result.Message}");
        return result.Data?.Value ?? result.Message ?? "";
    }

    // What a process does for the first time may take longer than a reader is let wait, where a whole test run shares two cores.
    private async Task WarmUpAsync(CancellationToken ct)
    {
        foreach (var (service, page) in new[] { ("results", "polls/pets"), ("frontend", "polls/pets"), ("gateway", "results/polls/pets"), ("gateway", "polls/pets") })
        {
            using var client = new HttpClient { BaseAddress = Address(service) };
            while (!(await client.GetAsync(new Uri(page, UriKind.Relative), ct)).IsSuccessStatusCode)
            {
                await Task.Delay(200, ct);
            }
        }
    }

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
