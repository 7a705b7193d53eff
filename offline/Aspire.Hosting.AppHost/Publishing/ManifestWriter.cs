using System.Globalization;
using System.Text.Json;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Projects;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes each kind of resource.</summary>
internal sealed class ManifestWriter(ManifestPublishingContext context)
{
    private readonly ManifestReferences _references = new();

    private Utf8JsonWriter Json => context.Writer;

    public async Task WriteAsync(DistributedApplicationModel model)
    {
        Json.WriteStartObject();
        Json.WriteStartObject("resources");
        HashSet<string> written = new(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in model.Resources)
        {
            await WriteAsync(resource);
            written.Add(resource.Name);
        }

        foreach (var resource in _references.Resources.Where(r => !written.Contains(r.Name)).ToList())
        {
            await WriteAsync(resource);
        }

        foreach (var (name, parameter, format) in _references.Formatted)
        {
            Json.WriteStartObject(name);
            Json.WriteString("type", "annotated.string");
            Json.WriteString("value", parameter.ValueExpression);
            Json.WriteString("filter", format);
            Json.WriteEndObject();
        }

        foreach (var conditional in _references.Conditionals)
        {
            Json.WriteStartObject(conditional.ConditionalName);
            Json.WriteString("type", "value.v0");
            Json.WriteString("connectionString", await conditional.GetValueAsync(context.CancellationToken));
            Json.WriteEndObject();
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
    }

    private async Task WriteAsync(IResource resource)
    {
        Json.WriteStartObject(resource.Name);
        await (resource switch
        {
            ContainerResource container => ContainerAsync(container),
            ProjectResource project => ProjectAsync(project),
            ExecutableResource executable => ExecutableAsync(executable),
            ParameterResource parameter => ParameterAsync(parameter),
            IResourceWithConnectionString connection => ConnectionStringAsync(connection),
            _ => throw new DistributedApplicationException($"The resource '{resource.Name}' of type '{resource.GetType().Name}' has no place in a manifest."),
        });
        Json.WriteEndObject();
    }

    private async Task ContainerAsync(ContainerResource container)
    {
        Json.WriteString("type", "container.v0");
        WriteConnectionString(container);
        if (container.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            Json.WriteString("image", $"{(image.Registry is null ? "" : $"{image.Registry}/")}{image.Image}:{image.Tag}");
        }

        if (container.Entrypoint is not null)
        {
            Json.WriteString("entrypoint", container.Entrypoint);
        }

        await WriteArgumentsAsync(container);
        WriteMounts(container, ContainerMountType.BindMount, "bindMounts", "source");
        WriteMounts(container, ContainerMountType.Volume, "volumes", "name");
        await WriteEnvironmentAsync(container);
        WriteBindings(container);
    }

    private async Task ProjectAsync(ProjectResource project)
    {
        Json.WriteString("type", "project.v0");
        Json.WriteString("path", context.GetManifestRelativePath(project.ProjectPath()));
        await WriteArgumentsAsync(project);
        await WriteEnvironmentAsync(project);
        WriteBindings(project);
    }

    private async Task ExecutableAsync(ExecutableResource executable)
    {
        Json.WriteString("type", "executable.v0");
        Json.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
        Json.WriteString("command", executable.Command);
        await WriteArgumentsAsync(executable);
        await WriteEnvironmentAsync(executable);
        WriteBindings(executable);
    }

    private Task ParameterAsync(ParameterResource parameter)
    {
        Json.WriteString("type", "parameter.v0");
        Json.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        Json.WriteStartObject("inputs");
        Json.WriteStartObject("value");
        Json.WriteString("type", "string");
        if (parameter.Secret)
        {
            Json.WriteBoolean("secret", true);
        }

        if (parameter.Default is not null)
        {
            Json.WriteStartObject("default");
            parameter.Default.WriteToManifest(context);
            Json.WriteEndObject();
        }

        Json.WriteEndObject();
        Json.WriteEndObject();
        return Task.CompletedTask;
    }

    private Task ConnectionStringAsync(IResourceWithConnectionString connection)
    {
        Json.WriteString("type", "value.v0");
        WriteConnectionString(connection);
        return Task.CompletedTask;
    }

    private void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString connection)
        {
            Json.WriteString("connectionString", Named(connection.ConnectionStringExpression));
        }
    }

    private async Task WriteArgumentsAsync(IResource resource)
    {
        var arguments = await ExecutionConfiguration.ArgumentsAsync(resource, context.ExecutionContext, context.CancellationToken);
        if (arguments.Count == 0)
        {
            return;
        }

        Json.WriteStartArray("args");
        foreach (var argument in arguments)
        {
            Json.WriteStringValue(Named(argument));
        }

        Json.WriteEndArray();
    }

    private async Task WriteEnvironmentAsync(IResource resource)
    {
        var variables = await ExecutionConfiguration.EnvironmentAsync(resource, context.ExecutionContext, context.CancellationToken);
        if (variables.Count == 0)
        {
            return;
        }

        Json.WriteStartObject("env");
        foreach (var (name, value) in variables)
        {
            Json.WriteString(name, Named(value));
        }

        Json.WriteEndObject();
    }

    private void WriteMounts(ContainerResource container, ContainerMountType type, string property, string source)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().Where(m => m.Type == type).ToList();
        if (mounts.Count == 0)
        {
            return;
        }

        Json.WriteStartArray(property);
        foreach (var mount in mounts)
        {
            Json.WriteStartObject();
            if (mount.Source is not null)
            {
                Json.WriteString(source, type == ContainerMountType.BindMount ? context.GetManifestRelativePath(mount.Source) : mount.Source);
            }

            Json.WriteString("target", mount.Target);
            Json.WriteBoolean("readOnly", mount.IsReadOnly);
            Json.WriteEndObject();
        }

        Json.WriteEndArray();
    }

    private void WriteBindings(IResource resource)
    {
        if (resource.Endpoints() is not { Length: > 0 } endpoints)
        {
            return;
        }

        Json.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            Json.WriteStartObject(endpoint.Name);
            Json.WriteString("scheme", endpoint.UriScheme);
            Json.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            Json.WriteString("transport", endpoint.Transport);
            if (endpoint.Port is { } port && port != endpoint.TargetPort)
            {
                Json.WriteNumber("port", port);
            }

            if (endpoint.TargetPort is { } targetPort)
            {
                Json.WriteNumber("targetPort", targetPort);
            }

            if (endpoint.IsExternal)
            {
                Json.WriteBoolean("external", true);
            }

            Json.WriteEndObject();
        }

        Json.WriteEndObject();
    }

    /// <summary>The value as the manifest names it.</summary>
    private string Named(object value)
    {
        _references.Add(value);
        return value switch
        {
            string text => text,
            IManifestExpressionProvider expression => expression.ValueExpression,
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }
}
