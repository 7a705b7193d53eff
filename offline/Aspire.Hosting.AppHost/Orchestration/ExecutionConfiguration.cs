namespace Aspire.Hosting.Orchestration;

/// <summary>The environment and arguments of a resource, collected from its annotations.</summary>
internal static class ExecutionConfiguration
{
    public static Dictionary<string, object> Environment(
        this IResource resource, DistributedApplicationExecutionContext execution, Dictionary<string, object>? first = null)
    {
        EnvironmentCallbackContext context = new(execution, resource, first ?? []);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToList())
            annotation.Callback(context);

        return context.EnvironmentVariables;
    }

    public static IList<object> Arguments(this IResource resource, DistributedApplicationExecutionContext execution)
    {
        CommandLineArgsCallbackContext context = new(execution, []);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToList())
            annotation.Callback(context);

        return context.Args;
    }

    /// <summary>The value as text, as soon as it is known.</summary>
    public static async Task<string> ResolveAsync(object value, CancellationToken cancellationToken) => value is IValueProvider provider
        ? await provider.GetValueAsync(cancellationToken) ?? ""
        : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
