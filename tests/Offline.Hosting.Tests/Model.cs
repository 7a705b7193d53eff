using Aspire.Hosting.Orchestration;

namespace Offline.Hosting.Tests;

/// <summary>Models that are described and asked, but not run.</summary>
internal static class Model
{
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => DistributedApplicationTestingBuilder.Create(args);

    public static IResourceBuilder<ExecutableResource> Program(this IDistributedApplicationBuilder builder, string name, string command = "sleep", params string[] args)
        => builder.AddExecutable(name, command, "/", args.Length == 0 ? ["300"] : args);

    /// <summary>An endpoint as if it had been allocated.</summary>
    public static EndpointAnnotation Allocate(this IResource resource, string name, int port)
    {
        var endpoint = resource.Annotations.OfType<EndpointAnnotation>().Single(e => e.Name == name);
        endpoint.AllocatedEndpoint = new(endpoint, "localhost", port, "1234");
        return endpoint;
    }

    public static async Task<Dictionary<string, string>> EnvironmentAsync(this IResource resource, DistributedApplicationOperation operation = DistributedApplicationOperation.Run)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in await ExecutionConfiguration.EnvironmentAsync(resource, new(operation), CancellationToken.None))
        {
            values[name] = await ExecutionConfiguration.ResolveAsync(value, CancellationToken.None);
        }

        return values;
    }
}

/// <summary>A resource that others find by its name.</summary>
internal sealed class Room(string name) : ExecutableResource(name, "sleep", "/"), IResourceWithServiceDiscovery;
