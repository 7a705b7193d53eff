namespace Aspire.Hosting;

/// <summary>Adds values that are given from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>A value from <c>Parameters:name</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false)
        => builder.AddResource(Create(builder, name, secret, null));

    /// <summary>A fixed value.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
        => builder.AddResource(new ParameterResource(name, _ => value, secret) { Default = publishValueAsDefault ? new ConstantParameterDefault(value) : null });

    /// <summary>A value from <c>Parameters:name</c>, else a default that may be kept in user secrets.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        var kept = persist && builder.ExecutionContext.IsRunMode && UserSecrets.Of(builder.AppHostAssembly) is { } secrets
            ? new PersistedParameterDefault(secrets, $"Parameters:{name}", value)
            : value;
        return builder.AddResource(Create(builder, name, secret, kept));
    }

    /// <summary>A generated password that is not part of the model until it is used; kept in user secrets while the application runs.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true)
    {
        ParameterDefault generated = new GenerateParameterDefault { MinLength = 22, Lower = lower, Upper = upper, Numeric = numeric, Special = special };
        return Create(builder, name, secret: true, builder.ExecutionContext.IsRunMode && UserSecrets.Of(builder.AppHostAssembly) is { } secrets
            ? new PersistedParameterDefault(secrets, $"Parameters:{name}", generated)
            : generated);
    }

    private static ParameterResource Create(IDistributedApplicationBuilder builder, string name, bool secret, ParameterDefault? value)
        => new(name, Reader(builder, $"Parameters:{name}", name), secret) { Default = value };

    private static Func<ParameterDefault?, string> Reader(IDistributedApplicationBuilder builder, string key, string name)
        => value => builder.Configuration[key]
            ?? builder.Configuration[key.Replace('-', '_')]
            ?? value?.GetDefaultValue()
            ?? throw new MissingParameterValueException(
                $"Parameter resource could not be used because configuration key '{key}' is missing and the Parameter '{name}' has no default value.");
}
