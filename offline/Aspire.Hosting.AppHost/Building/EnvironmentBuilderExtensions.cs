namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    extension<T>(IResourceBuilder<T> builder) where T : IResourceWithEnvironment
    {
        /// <summary>Sets a variable.</summary>
        public IResourceBuilder<T> WithEnvironment(string name, string? value) => builder.WithVariable(name, value ?? "");

        /// <summary>Sets a variable to a text with values that are known later.</summary>
        public IResourceBuilder<T> WithEnvironment(string name, ReferenceExpression value) => builder.WithVariable(name, value);

        /// <summary>Sets a variable to an endpoint's URL.</summary>
        public IResourceBuilder<T> WithEnvironment(string name, EndpointReference endpointReference)
            => builder.WithVariable(name, endpointReference);

        /// <summary>Sets a variable to a parameter's value.</summary>
        public IResourceBuilder<T> WithEnvironment(string name, IResourceBuilder<ParameterResource> parameter)
            => builder.WithVariable(name, parameter.Resource);

        /// <summary>Sets variables when the resource starts.</summary>
        public IResourceBuilder<T> WithEnvironment(Action<EnvironmentCallbackContext> callback)
            => builder.WithAnnotation(new EnvironmentCallbackAnnotation(callback));

        /// <summary>Gives a resource the connection string of another one, and its parts.</summary>
        public IResourceBuilder<T> WithReference(
            IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null)
        {
            var resource = source.Resource;
            var name = connectionName ?? resource.Name;
            return builder.WithRelationship(resource, "Reference").WithEnvironment(context =>
            {
                var allowed = Allowed(context.Resource);
                if (allowed.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
                    context.EnvironmentVariables[$"ConnectionStrings__{name}"] = resource;

                if (allowed.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
                {
                    foreach (var (part, value) in resource.GetConnectionProperties())
                        context.EnvironmentVariables[$"{Variable(name)}_{part.ToUpperInvariant()}"] = value;
                }
            });
        }

        /// <summary>Lets a resource find another one by its name.</summary>
        public IResourceBuilder<T> WithReference(IResourceBuilder<IResourceWithServiceDiscovery> source)
        {
            var resource = source.Resource;
            return builder.WithRelationship(resource, "Reference").WithEnvironment(context =>
            {
                var allowed = Allowed(context.Resource);
                foreach (var endpoint in resource.GetEndpoints())
                {
                    if (allowed.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
                        context.EnvironmentVariables[$"{Variable(resource.Name)}_{Variable(endpoint.EndpointName)}"] = endpoint;

                    if (allowed.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
                    {
                        var key = endpoint.EndpointName is "http" or "https" ? endpoint.Scheme : endpoint.EndpointName;
                        context.EnvironmentVariables[$"services__{resource.Name}__{key}__0"] = endpoint;
                    }
                }
            });
        }

        /// <summary>Limits what references put into the environment.</summary>
        public IResourceBuilder<T> WithReferenceEnvironment(ReferenceEnvironmentInjectionFlags flags)
            => builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);

        private IResourceBuilder<T> WithVariable(string name, object value)
            => builder.WithEnvironment(context => context.EnvironmentVariables[name] = value);
    }

    extension<T>(IResourceBuilder<T> builder) where T : IResourceWithArgs
    {
        /// <summary>Appends arguments.</summary>
        public IResourceBuilder<T> WithArgs(params string[] args)
            => builder.WithArgs(context => Array.ForEach(args, context.Args.Add));

        /// <summary>Changes the arguments when the resource starts.</summary>
        public IResourceBuilder<T> WithArgs(Action<CommandLineArgsCallbackContext> callback)
            => builder.WithAnnotation(new CommandLineArgsCallbackAnnotation(callback));
    }

    private static string Variable(string name) => ResourceName.Encode(name).ToUpperInvariant();

    private static ReferenceEnvironmentInjectionFlags Allowed(IResource destination)
        => destination.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var annotation)
            ? annotation.Flags
            : ReferenceEnvironmentInjectionFlags.All;

    private static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type)
        where T : IResource
    {
        ResourceRelationshipAnnotation relationship = new(resource, type);
        return builder.Resource.Annotations.Contains(relationship) ? builder : builder.WithAnnotation(relationship);
    }
}
