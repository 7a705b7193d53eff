namespace Aspire.Hosting.Projects;

/// <summary>The variables that every project gets, after its launch profile's own and before those of the AppHost's author.</summary>
internal static class ProjectEnvironment
{
    public static void Add(EnvironmentCallbackContext context, LaunchProfile? profile)
    {
        var variables = context.EnvironmentVariables;
        var endpoints = ((IResourceWithEndpoints)context.Resource).GetEndpoints().Where(e => e.Scheme is "http" or "https").ToList();
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (context.ExecutionContext.IsPublishMode)
        {
            AddForDeployment(variables, endpoints);
            return;
        }

        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        if (profile is not null)
        {
            variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
            foreach (var (name, value) in profile.Environment)
                variables.TryAdd(name, value);
        }

        if (endpoints.Count > 0)
            variables.TryAdd("ASPNETCORE_URLS", new ListenAddresses(endpoints));
    }

    private static void AddForDeployment(Dictionary<string, object> variables, List<EndpointReference> endpoints)
    {
        if (endpoints.Count > 0)
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";

        foreach (var scheme in endpoints.Where(e => e.Scheme == "http").Take(1))
            variables["HTTP_PORTS"] = scheme.Property(EndpointProperty.TargetPort);
    }

    /// <summary>The addresses that the process is told to listen on.</summary>
    private sealed class ListenAddresses(List<EndpointReference> endpoints) : IValueProvider
    {
        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
        {
            List<string> addresses = [];
            foreach (var endpoint in endpoints)
            {
                var port = await endpoint.Property(EndpointProperty.TargetPort).GetValueAsync(cancellationToken);
                addresses.Add($"{endpoint.Scheme}://{endpoint.EndpointAnnotation.TargetHost}:{port}");
            }

            return string.Join(';', addresses);
        }
    }
}
