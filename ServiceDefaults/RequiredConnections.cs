namespace Microsoft.Extensions.Hosting;

/// <summary>Ends a process that cannot work at once, and says why, instead of letting it fail at its first request.</summary>
public static class RequiredConnections
{
    /// <summary>Checks that each of <paramref name="names"/> has a connection string.</summary>
    /// <exception cref="InvalidConfigurationException">One has none; the message names the missing variables in both spellings.</exception>
    public static void RequireConnection(this IHostApplicationBuilder builder, params string[] names)
    {
        var missing = names.Select(name => EnvironmentAliases.Missing(builder.Configuration, name)).OfType<string>().ToArray();
        if (missing is not [])
        {
            throw builder.Refuse($"missing configuration: {string.Join("; ", missing)}");
        }
    }

    /// <summary>The exception that says that this process cannot start for <paramref name="reason"/>.</summary>
    internal static InvalidConfigurationException Refuse(this IHostApplicationBuilder builder, string reason)
        => new($"{builder.Environment.ApplicationName} cannot start: {reason}");
}
