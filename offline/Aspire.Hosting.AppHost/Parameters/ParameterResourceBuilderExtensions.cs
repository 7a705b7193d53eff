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
        => builder.AddResource(Create(builder, name, secret, persist ? Kept(builder, name, value) : value));

    /// <summary>A generated password that is not part of the model until it is used; kept in user secrets while the application runs.</summary>
    internal static ParameterResource CreateDefaultPasswordParameter(IDistributedApplicationBuilder builder, string name, bool lower = true, bool upper = true, bool numeric = true, bool special = true)
        => Create(builder, name, secret: true, Kept(builder, name, new GenerateParameterDefault { MinLength = 22, Lower = lower, Upper = upper, Numeric = numeric, Special = special }));

    private static ParameterDefault Kept(IDistributedApplicationBuilder builder, string name, ParameterDefault value)
        => builder.ExecutionContext.IsRunMode && UserSecrets.Of(builder.AppHostAssembly) is { } secrets ? new PersistedParameterDefault(secrets, $"Parameters:{name}", value) : value;

    private static ParameterResource Create(IDistributedApplicationBuilder builder, string name, bool secret, ParameterDefault? value)
        => new(name, Reader(builder, $"Parameters:{name}", name), secret) { Default = value };

    private static Func<ParameterDefault?, string> Reader(IDistributedApplicationBuilder builder, string key, string name)
        => value => builder.Configuration[key]
            ?? builder.Configuration[key.Replace('-', '_')]
            ?? value?.GetDefaultValue()
            ?? throw new MissingParameterValueException(
                $"Parameter resource could not be used because configuration key '{key}' is missing and the Parameter '{name}' has no default value.");
}

/// <summary>Adds connection strings that are made of other resources' values.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>A connection string given by an expression; it waits for whatever the expression is made of.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(this IDistributedApplicationBuilder builder, string name, ReferenceExpression connectionStringExpression)
    {
        var connectionString = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
        foreach (var resource in connectionStringExpression.ValueProviders.OfType<IResource>().Intersect(builder.Resources))
            connectionString.WaitForStart(builder.CreateResourceBuilder(resource));

        foreach (var resource in ReferencedResources(connectionStringExpression).Distinct())
            connectionString.WithAnnotation(new ResourceRelationshipAnnotation(resource, "Reference"));

        return connectionString;
    }

    private static IEnumerable<IResource> ReferencedResources(object value) => value switch
    {
        IResource resource => [resource],
        IValueWithReferences composed => composed.References.SelectMany(ReferencedResources),
        _ => [],
    };
}
