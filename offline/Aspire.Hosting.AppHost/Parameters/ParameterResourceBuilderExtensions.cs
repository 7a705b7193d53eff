namespace Aspire.Hosting;

/// <summary>Adds values that are given from outside.</summary>
public static class ParameterResourceBuilderExtensions
{
    extension(IDistributedApplicationBuilder builder)
    {
        /// <summary>A value from <c>Parameters:name</c>.</summary>
        public IResourceBuilder<ParameterResource> AddParameter(string name, bool secret = false)
            => builder.AddResource(builder.CreateParameter(name, secret, null));

        /// <summary>A value from <c>Parameters:name</c>, else a default that may be kept in user secrets.</summary>
        public IResourceBuilder<ParameterResource> AddParameter(
            string name, ParameterDefault value, bool secret = false, bool persist = false)
            => builder.AddResource(builder.CreateParameter(name, secret, persist ? builder.Kept(name, value) : value));

        /// <summary>A connection string given by an expression; it waits for whatever the expression is made of.</summary>
        public IResourceBuilder<ConnectionStringResource> AddConnectionString(
            string name, ReferenceExpression connectionStringExpression)
        {
            var connectionString = builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));
            foreach (var resource in connectionStringExpression.References.OfType<IResource>().Intersect(builder.Resources))
                connectionString.WaitForStart(builder.CreateResourceBuilder(resource));

            foreach (var resource in ReferencedResources(connectionStringExpression).Distinct())
                connectionString.WithAnnotation(new ResourceRelationshipAnnotation(resource, "Reference"));

            return connectionString;
        }

        /// <summary>A generated password that is not part of the model until it is used; kept in user secrets while the application runs.</summary>
        internal ParameterResource CreateDefaultPasswordParameter(string name, bool special = true)
            => builder.CreateParameter(name, true, builder.Kept(name, new GenerateParameterDefault { MinLength = 22, Special = special }));

        private ParameterDefault Kept(string name, ParameterDefault value)
            => builder.ExecutionContext.IsRunMode && UserSecrets.Of(builder.AppHostAssembly) is { } secrets
                ? new PersistedParameterDefault(secrets, $"Parameters:{name}", value)
                : value;

        private ParameterResource CreateParameter(string name, bool secret, ParameterDefault? value)
        {
            var key = $"Parameters:{name}";
            return new(name, Read, secret) { Default = value };

            string Read(ParameterDefault? otherwise) => builder.Configuration[key]
                ?? builder.Configuration[key.Replace('-', '_')]
                ?? otherwise?.GetDefaultValue()
                ?? throw new MissingParameterValueException(
                    $"Parameter resource could not be used because configuration key '{key}' is missing "
                    + $"and the Parameter '{name}' has no default value.");
        }
    }

    private static IEnumerable<IResource> ReferencedResources(object value) => value switch
    {
        IResource resource => [resource],
        IValueWithReferences composed => composed.References.SelectMany(ReferencedResources),
        _ => [],
    };
}
