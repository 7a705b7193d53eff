namespace Aspire.Hosting.Orchestration;

/// <summary>What the dashboard tells about a resource.</summary>
internal static class ResourceFacts
{
    /// <summary>Before anything has started.</summary>
    public static CustomResourceSnapshot Initial(IResource resource, CustomResourceSnapshot snapshot, string? parentId)
    {
        var initial = snapshot with
        {
            ResourceType = TypeOf(resource),
            State = KnownResourceStates.NotStarted,
            HealthReports = HealthMonitor.Pending(resource),
            Relationships = [.. Relationships(resource)],
            Volumes = [.. resource.Annotations.OfType<ContainerMountAnnotation>().Select(Volume)],
        };
        initial = resource is ProjectResource project ? initial.With("project.path", project.ProjectPath()) : initial;
        return parentId is null ? initial : initial.With("resource.parentName", parentId);
    }

    /// <summary>When its process is about to start.</summary>
    public static CustomResourceSnapshot Of(IResource resource, Launch launch, CustomResourceSnapshot snapshot)
    {
        var arguments = launch.Arguments.ToImmutableArray();
        return (snapshot with { Urls = Urls(resource, inactive: true) })
            .With("executable.path", launch.Shown ?? launch.Program)
            .With("executable.workDir", launch.WorkingDirectory)
            .With("executable.args", arguments, sensitive: true)
            .With("resource.appArgs", launch.Shown is not null ? [] : resource is ProjectResource ? arguments[1..] : arguments)
            .With("resource.appArgsSensitivity", arguments.Select(_ => 0).ToImmutableArray());
    }

    public static ImmutableArray<UrlSnapshot> Urls(IResource resource, bool inactive)
        => [.. from endpoint in resource.Endpoints() where endpoint.AllocatedEndpoint is not null
               select new UrlSnapshot(endpoint.Name, endpoint.AllocatedEndpoint!.UriString, inactive)];

    private static VolumeSnapshot Volume(ContainerMountAnnotation mount)
        => new(mount.Source, mount.Target, mount.Type == ContainerMountType.Volume ? "volume" : "bind", mount.IsReadOnly);

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        ExecutableResource => "Executable",
        ParameterResource => "Parameter",
        ConnectionStringResource => "ConnectionString",
        // Honest about what runs: a program of this machine, not an image.
        ContainerResource => "Executable",
        _ => resource.GetType().Name,
    };

    private static IEnumerable<RelationshipSnapshot> Relationships(IResource resource)
    {
        var relationships = resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type));
        return (resource is IResourceWithParent child ? relationships.Append(new(child.Parent.Name, "Parent")) : relationships).Distinct();
    }
}
