using System.Net;
using System.Net.Sockets;

namespace AppHost.Tests;

/// <summary>What an AppHost is started with. By default nothing that another one has: its own data, and free ports.</summary>
public sealed record AppHostSettings
{
    /// <summary>Where stores keep their data.</summary>
    public DirectoryInfo Data { get; init; } = Directory.CreateTempSubdirectory("voting-apphost-");

    /// <summary>Whether the data belong to another AppHost too: they stay, and so do the processes that work in them.</summary>
    public bool KeepData { get; init; }

    /// <summary>Frontend, API, results, worker, gateway.</summary>
    public IReadOnlyList<int> Services { get; init; } = FreePorts(5);

    /// <summary>Dashboard, telemetry, resource service.</summary>
    public IReadOnlyList<int> Dashboard { get; init; } = FreePorts(3);

    /// <summary>Variables besides.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether it runs as a user who is not root, even where the tests do.</summary>
    public bool Unprivileged { get; init; }

    public Dictionary<string, string> Variables() => new(Environment, StringComparer.Ordinal)
    {
        ["XDG_DATA_HOME"] = Data.FullName,
        // These tests are about the stores as processes, also where an engine answers.
        ["Stores"] = "processes",
        ["DOTNET_NOLOGO"] = "true",
        ["DOTNET_GENERATE_ASPNET_CERTIFICATE"] = "false",
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["Ports__Frontend"] = $"{Services[0]}",
        ["Ports__Api"] = $"{Services[1]}",
        ["Ports__Results"] = $"{Services[2]}",
        ["Ports__Worker"] = $"{Services[3]}",
        ["Ports__Gateway"] = $"{Services[4]}",
        ["ASPNETCORE_URLS"] = $"http://localhost:{Dashboard[0]}",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://localhost:{Dashboard[1]}",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = $"http://localhost:{Dashboard[2]}",
    };

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
