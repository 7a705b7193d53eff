using System.Collections.ObjectModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A fact about a resource; what it means is decided by whoever reads it.</summary>
public interface IResourceAnnotation;

/// <summary>A named part of the distributed application.</summary>
public interface IResource
{
    /// <summary>Unique in the application, compared without case.</summary>
    string Name { get; }

    /// <summary>Everything that is known about the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>The annotations of one resource, in the order they were added.</summary>
public sealed class ResourceAnnotationCollection : Collection<IResourceAnnotation>;

/// <summary>Base of every resource.</summary>
public abstract class Resource : IResource
{
    /// <summary>Creates a resource; the name may hold ASCII letters, digits and single hyphens, at most 64, and starts with a letter.</summary>
    protected Resource(string name) => Name = ResourceName.Validate(name);

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}

/// <summary>A resource that takes environment variables.</summary>
public interface IResourceWithEnvironment : IResource;

/// <summary>A resource that takes command line arguments.</summary>
public interface IResourceWithArgs : IResource;

/// <summary>A resource that listens.</summary>
public interface IResourceWithEndpoints : IResource;

/// <summary>A resource that can wait for another one.</summary>
public interface IResourceWithWaitSupport : IResource;

/// <summary>A resource that belongs to another one and shares its fate.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The resource it belongs to.</summary>
    IResource Parent { get; }
}

/// <inheritdoc cref="IResourceWithParent" />
public interface IResourceWithParent<out T> : IResourceWithParent where T : IResource
{
    /// <inheritdoc cref="IResourceWithParent.Parent" />
    new T Parent { get; }

    IResource IResourceWithParent.Parent => Parent;
}

/// <summary>The resources of an application, by name.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds a resource by its name, without case.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource);
}

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource)
        => (resource = this.FirstOrDefault(candidate => ResourceName.Same(candidate.Name, name))) is not null;
}

/// <summary>What the builder has built.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>All resources, in the order they were added.</summary>
    public IResourceCollection Resources { get; } = resources;
}

internal static class ResourceName
{
    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public static string Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var valid = name.Length <= 64 && char.IsAsciiLetter(name[0]) && name[^1] != '-'
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') && !name.Contains("--", StringComparison.Ordinal);
        return valid ? name : throw new ArgumentException($"Resource name '{name}' is invalid. Use ASCII letters, digits and single hyphens, starting with a letter, at most 64 characters.", nameof(name));
    }

    /// <summary>Turns a name into one that an environment variable may have.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}

/// <summary>What to do with an annotation of the same type that is already there.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>Keep both.</summary>
    Append = 0,

    /// <summary>Remove the earlier ones.</summary>
    Replace = 1,
}

/// <summary>Describes one resource.</summary>
public interface IResourceBuilder<out T> where T : IResource
{
    /// <summary>The application that the resource belongs to.</summary>
    IDistributedApplicationBuilder ApplicationBuilder { get; }

    /// <summary>The resource.</summary>
    T Resource { get; }

    /// <summary>Adds a fact to the resource.</summary>
    IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation;
}

internal sealed class ResourceBuilder<T>(IDistributedApplicationBuilder application, T resource) : IResourceBuilder<T> where T : IResource
{
    public IDistributedApplicationBuilder ApplicationBuilder => application;

    public T Resource => resource;

    public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = ResourceAnnotationMutationBehavior.Append)
        where TAnnotation : IResourceAnnotation
    {
        if (behavior == ResourceAnnotationMutationBehavior.Replace)
        {
            foreach (var earlier in resource.Annotations.OfType<TAnnotation>().ToList())
                resource.Annotations.Remove(earlier);
        }

        resource.Annotations.Add(annotation);
        return this;
    }
}
