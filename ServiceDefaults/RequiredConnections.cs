namespace Microsoft.Extensions.Hosting;

/// <summary>Ends a process that cannot work, at once and with one line that says why.</summary>
public static class RequiredConnections
{
    /// <summary>Outside Development, ends the process with exit code 1 when one of <paramref name="names"/> has no connection string; the line names the missing variables in both spellings.</summary>
    public static void RequireConnection(this IHostApplicationBuilder builder, params string[] names)
    {
        var missing = names.Select(name => DocumentedNames.Missing(builder.Configuration, name)).OfType<string>().ToArray();
        if (missing is not [])
            builder.Refuse($"missing configuration: {string.Join("; ", missing)}");
    }

    /// <summary>Outside Development the process ends; there, the fault shows where the value is used, with its stack.</summary>
    internal static void Refuse(this IHostApplicationBuilder builder, string reason)
    {
        if (builder.Environment.IsDevelopment())
            return;

        Console.Error.WriteLine($"{builder.Environment.ApplicationName} cannot start: {reason}");
        Environment.Exit(1);
    }
}
