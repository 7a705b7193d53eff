namespace Aspire.Hosting;

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
