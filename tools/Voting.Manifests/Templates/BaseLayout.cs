using HandlebarsDotNet;
using Voting.Manifests.Manifest;

namespace Voting.Manifests.Templates;

/// <summary>The base in Aspirate's layout: a folder for each workload, and one kustomization over all.</summary>
internal sealed class BaseLayout(string templateFolder, ImageNames images, string @namespace)
{
    private readonly Dictionary<string, HandlebarsTemplate<object, object>> _templates = new(StringComparer.Ordinal);

    /// <summary>Every file of the base by its path.</summary>
    public SortedDictionary<string, string> Render(AspireManifest manifest)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var resolver = new ReferenceResolver(manifest);
        foreach (var workload in manifest.Workloads)
        {
            var data = Describe(workload, resolver);
            var kind = data.HasVolumes ? "statefulset" : "deployment";
            files[$"{workload.Name}/{kind}.yaml"] = Apply(kind, data);
            files[$"{workload.Name}/service.yaml"] = Apply("service", data);
            files[$"{workload.Name}/kustomization.yaml"] = Apply("kustomization", data with { Manifests = [$"{kind}.yaml", "service.yaml"] });
        }

        var all = new TemplateData { Namespace = @namespace, Manifests = [.. manifest.Workloads.Select(workload => workload.Name), "namespace.yaml"] };
        files["namespace.yaml"] = Apply("namespace", all);
        files["kustomization.yaml"] = Apply("kustomization", all);
        return files;
    }

    private TemplateData Describe(Resource workload, ReferenceResolver resolver) => new()
    {
        Name = workload.Name,
        IsProject = workload.IsProject,
        ContainerImage = workload.IsProject ? images.OfProject(Required(workload, "path")) : Required(workload, "image").ToLowerInvariant(),
        Entrypoint = workload.Text("entrypoint"),
        Args = [.. workload.Args.Select(arg => resolver.Resolve(arg, $"{workload.Name}.args"))],
        Env = workload.Environment
            .Select(entry => KeyValuePair.Create(entry.Key, resolver.Resolve(entry.Value, $"{workload.Name}.env.{entry.Key}")))
            .Where(entry => entry.Value.Length > 0)
            .ToDictionary(StringComparer.Ordinal),
        Ports = [.. workload.Bindings.Select(binding => new TemplatePort(binding.Name, binding.TargetPort, binding.Port ?? 0))],
        Volumes = [.. workload.Volumes.Select(volume => new TemplateVolume(volume.Name, volume.Target))],
    };

    private static string Required(Resource workload, string property)
        => workload.Text(property) ?? throw new ManifestException($"{workload.Name} has no {property}");

    private string Apply(string template, TemplateData data)
    {
        if (!_templates.TryGetValue(template, out var compiled))
        {
            _templates[template] = compiled = Handlebars.Compile(File.ReadAllText(Path.Combine(templateFolder, $"{template}.hbs")));
        }

        return compiled(data);
    }
}
