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

    public static IResourceBuilder<ParameterResource> Parameter(this IDistributedApplicationBuilder builder, string name, string value)
    {
        builder.Configuration[$"Parameters:{name}"] = value;
        return builder.AddParameter(name, secret: true);
    }

    public static async Task<Dictionary<string, string>> EnvironmentAsync(this IResource resource)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in resource.Environment(new(DistributedApplicationOperation.Run)))
            values[name] = await ExecutionConfiguration.ResolveAsync(value, CancellationToken.None);

        return values;
    }
}

/// <summary>A resource that others find by its name.</summary>
internal sealed class Room(string name) : ExecutableResource(name, "sleep", "/"), IResourceWithServiceDiscovery;
