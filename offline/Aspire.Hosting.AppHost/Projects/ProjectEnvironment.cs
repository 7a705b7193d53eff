namespace Aspire.Hosting.Projects;

/// <summary>The variables that every project gets, after its launch profile's own and before those of the AppHost's author.</summary>
internal static class ProjectEnvironment
{
    public static void Add(EnvironmentCallbackContext context, LaunchProfile? profile)
    {
        var variables = context.EnvironmentVariables;
        var endpoints = ((IResourceWithEndpoints)context.Resource).GetEndpoints().Where(e => e.EndpointAnnotation.IsHttp).ToList();
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (context.ExecutionContext.IsPublishMode)
        {
            AddForDeployment(variables, endpoints);
            return;
        }

        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION"] = "true";
        if (profile is not null)
            variables["DOTNET_LAUNCH_PROFILE"] = profile.Name;
        foreach (var (name, value) in profile?.Environment ?? new Dictionary<string, string>())
            variables.TryAdd(name, value);

        if (endpoints.Count > 0)
            variables.TryAdd("ASPNETCORE_URLS", ListenAddresses(endpoints));
    }

    private static void AddForDeployment(Dictionary<string, object> variables, List<EndpointReference> endpoints)
    {
        if (endpoints.Count > 0)
            variables["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true";

        if (endpoints.Find(e => e.Scheme == "http") is { } http)
            variables["HTTP_PORTS"] = http.Property(EndpointProperty.TargetPort);
    }

    /// <summary>The addresses that the process is told to listen on.</summary>
    private static ReferenceExpression ListenAddresses(IEnumerable<EndpointReference> endpoints) => endpoints
        .Select(e => ReferenceExpression.Create($"{e.Scheme}://localhost:{e.Property(EndpointProperty.TargetPort)}"))
        .Aggregate((all, next) => ReferenceExpression.Create($"{all};{next}"));
}
