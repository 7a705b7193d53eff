using System.Collections;
using System.Text.Json.Serialization;

namespace Aspire.Hosting.Publishing;

/// <summary>Describes each kind of resource as deployment tools read it.</summary>
internal sealed class ManifestWriter(DistributedApplicationExecutionContext execution, string manifestPath)
{
    private static readonly JsonSerializerOptions _sparse = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly ManifestReferences _references = new();

    public async Task<JsonObject> DescribeAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        JsonObject resources = new(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
        foreach (var resource in model.Resources)
            resources[resource.Name] = Describe(resource);

        foreach (var resource in _references.Resources.Where(r => !resources.ContainsKey(r.Name)).ToList())
            resources[resource.Name] = Describe(resource);

        foreach (var (name, parameter, format) in _references.Formatted)
            resources[name] = Json(new { type = "annotated.string", value = parameter.ValueExpression, filter = format });

        foreach (var conditional in _references.Conditionals)
        {
            var chosen = await conditional.GetValueAsync(cancellationToken);
            resources[conditional.ConditionalName] = Json(new { type = "value.v0", connectionString = chosen });
        }

        return new() { ["resources"] = resources };
    }

    private JsonObject Describe(IResource resource)
    {
        var json = Json(resource switch
        {
            ContainerResource container => Container(container),
            ProjectResource project => new { type = "project.v0", path = Relative(project.ProjectPath()) },
            ExecutableResource program =>
                new { type = "executable.v0", workingDirectory = Relative(program.WorkingDirectory), command = program.Command },
            ParameterResource parameter => Parameter(parameter),
            IResourceWithConnectionString value =>
                new { type = "value.v0", connectionString = Named(value.ConnectionStringExpression) },
            _ => throw new DistributedApplicationException(
                $"The resource '{resource.Name}' of type '{resource.GetType().Name}' has no place in a manifest."),
        });
        Add("args", resource.Arguments(execution).Select(Named).ToList());
        Add("volumes", resource.Annotations.OfType<ContainerMountAnnotation>().Select(Volume).ToList());
        Add("env", resource.Environment(execution).ToDictionary(variable => variable.Key, variable => Named(variable.Value)));
        Add("bindings", resource.Endpoints().ToDictionary(endpoint => endpoint.Name, Binding));
        return json;

        void Add(string name, ICollection items)
        {
            if (items.Count > 0)
                json[name] = JsonSerializer.SerializeToNode<object>(items, _sparse);
        }
    }

    private object Container(ContainerResource container) => new
    {
        type = "container.v0",
        connectionString = container is IResourceWithConnectionString store ? Named(store.ConnectionStringExpression) : null,
        image = container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image)
            ? $"{image.Registry}/{image.Image}:{image.Tag}"
            : null,
        entrypoint = container.Entrypoint,
    };

    private static object Parameter(ParameterResource parameter)
    {
        var given = new { type = "string", secret = parameter.Secret ? true : (bool?)null, @default = parameter.Default?.ToManifest() };
        return new { type = "parameter.v0", value = $"{{{parameter.Name}.inputs.value}}", inputs = new { value = given } };
    }

    private static object Volume(ContainerMountAnnotation mount)
        => new { name = mount.Source, target = mount.Target, readOnly = mount.IsReadOnly };

    private static object Binding(EndpointAnnotation endpoint) => new
    {
        scheme = endpoint.UriScheme,
        protocol = endpoint.Protocol,
        transport = endpoint.IsHttp ? "http" : endpoint.Protocol,
        port = endpoint.Port == endpoint.TargetPort ? null : endpoint.Port,
        targetPort = endpoint.TargetPort,
        external = endpoint.IsExternal ? true : (bool?)null,
    };

    private static JsonObject Json(object description) => JsonSerializer.SerializeToNode(description, _sparse)!.AsObject();

    /// <summary>A path as seen from the manifest's folder.</summary>
    private string Relative(string path) => Path.GetRelativePath(Path.GetDirectoryName(manifestPath)!, path);

    /// <summary>The value as the manifest names it.</summary>
    private string Named(object value)
    {
        _references.Add(value);
        return value is IManifestExpressionProvider expression
            ? expression.ValueExpression
            : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
    }
}

/// <summary>What the resources described so far refer to, and the manifest must therefore define as well.</summary>
internal sealed class ManifestReferences
{
    private readonly HashSet<object> _seen = [];

    public List<IResource> Resources { get; } = [];

    public List<ReferenceExpression> Conditionals { get; } = [];

    /// <summary>Parameters that are used encoded: a manifest has no functions, so that each encoding is a resource of its own.</summary>
    public List<(string Name, ParameterResource Parameter, string Format)> Formatted { get; } = [];

    public void Add(object value)
    {
        if (!_seen.Add(value))
            return;

        if (value is ReferenceExpression expression)
            AddParts(expression);
        if (value is IResource resource)
        {
            Resources.Add(resource);
        }
        else if (value is IValueWithReferences composed)
        {
            foreach (var reference in composed.References)
                Add(reference);
        }
    }

    private void AddParts(ReferenceExpression expression)
    {
        if (expression.IsConditional && !Conditionals.Exists(c => c.ConditionalName == expression.ConditionalName))
            Conditionals.Add(expression);

        foreach (var (value, format) in expression.Holes)
        {
            if (value is ParameterResource parameter && format is not null
                && ($"{parameter.Name}-{format}-encoded", parameter, format) is var entry && !Formatted.Contains(entry))
                Formatted.Add(entry);
        }
    }
}
