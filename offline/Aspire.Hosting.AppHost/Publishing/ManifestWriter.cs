namespace Aspire.Hosting.Publishing;

/// <summary>Describes each kind of resource as deployment tools read it.</summary>
internal sealed class ManifestWriter(DistributedApplicationExecutionContext execution, string manifestPath)
{
    private readonly ManifestReferences _references = new();

    public async Task<JsonObject> DescribeAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        JsonObject resources = new(new JsonNodeOptions { PropertyNameCaseInsensitive = true });
        foreach (var resource in model.Resources)
            resources[resource.Name] = Describe(resource);

        foreach (var resource in _references.Resources.Where(r => !resources.ContainsKey(r.Name)).ToList())
            resources[resource.Name] = Describe(resource);

        foreach (var (name, parameter, format) in _references.Formatted)
        {
            resources[name] = new JsonObject
            {
                ["type"] = "annotated.string",
                ["value"] = parameter.ValueExpression,
                ["filter"] = format,
            };
        }

        foreach (var conditional in _references.Conditionals)
            resources[conditional.ConditionalName] = Value(await conditional.GetValueAsync(cancellationToken));

        return new() { ["resources"] = resources };
    }

    private JsonObject Describe(IResource resource)
    {
        JsonObject json = resource switch
        {
            ContainerResource container => Container(container),
            ProjectResource project => new() { ["type"] = "project.v0", ["path"] = Relative(project.ProjectPath()) },
            ExecutableResource program => new()
            {
                ["type"] = "executable.v0",
                ["workingDirectory"] = Relative(program.WorkingDirectory),
                ["command"] = program.Command,
            },
            ParameterResource parameter => Parameter(parameter),
            IResourceWithConnectionString connection => Value(Named(connection.ConnectionStringExpression)),
            _ => throw new DistributedApplicationException(
                $"The resource '{resource.Name}' of type '{resource.GetType().Name}' has no place in a manifest."),
        };
        AddUnlessEmpty("args", new JsonArray([.. resource.Arguments(execution).Select(argument => JsonValue.Create(Named(argument)))]));
        AddUnlessEmpty("volumes", new JsonArray([.. resource.Annotations.OfType<ContainerMountAnnotation>().Select(Volume)]));
        AddUnlessEmpty("env", Object(resource.Environment(execution), v => v.Key, v => Named(v.Value)));
        AddUnlessEmpty("bindings", Object(resource.Endpoints(), e => e.Name, Binding));
        return json;

        void AddUnlessEmpty(string name, JsonNode node)
        {
            if (node is JsonArray { Count: > 0 } or JsonObject { Count: > 0 })
                json[name] = node;
        }
    }

    private JsonObject Container(ContainerResource container)
    {
        JsonObject json = new() { ["type"] = "container.v0" };
        if (container is IResourceWithConnectionString connection)
            json["connectionString"] = Named(connection.ConnectionStringExpression);
        if (container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
            json["image"] = $"{image.Registry}/{image.Image}:{image.Tag}";
        if (container.Entrypoint is not null)
            json["entrypoint"] = container.Entrypoint;
        return json;
    }

    private static JsonObject Value(string? connectionString)
        => new() { ["type"] = "value.v0", ["connectionString"] = connectionString };

    private static JsonObject Parameter(ParameterResource parameter)
    {
        JsonObject value = new() { ["type"] = "string" };
        if (parameter.Secret)
            value["secret"] = true;
        if (parameter.Default is not null)
            value["default"] = parameter.Default.ToManifest();
        return new()
        {
            ["type"] = "parameter.v0",
            ["value"] = $"{{{parameter.Name}.inputs.value}}",
            ["inputs"] = new JsonObject { ["value"] = value },
        };
    }

    private static JsonObject Volume(ContainerMountAnnotation mount)
        => new() { ["name"] = mount.Source, ["target"] = mount.Target, ["readOnly"] = mount.IsReadOnly };

    private static JsonObject Binding(EndpointAnnotation endpoint)
    {
        JsonObject json = new()
        {
            ["scheme"] = endpoint.UriScheme,
            ["protocol"] = endpoint.Protocol,
            ["transport"] = endpoint.IsHttp ? "http" : endpoint.Protocol,
        };
        if (endpoint.Port is { } port && port != endpoint.TargetPort)
            json["port"] = port;
        if (endpoint.TargetPort is { } targetPort)
            json["targetPort"] = targetPort;
        if (endpoint.IsExternal)
            json["external"] = true;
        return json;
    }

    private static JsonObject Object<T>(IEnumerable<T> items, Func<T, string> name, Func<T, JsonNode?> describe)
        => new(items.Select(item => KeyValuePair.Create(name(item), describe(item))));

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
