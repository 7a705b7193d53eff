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
/// <param name="name">ASCII letters, digits and single hyphens, at most 64, starting with a letter.</param>
public abstract class Resource(string name) : IResource
{
    /// <inheritdoc />
    public virtual string Name { get; } = ResourceName.Validate(name);

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

/// <summary>The resources of an application, by name.</summary>
public interface IResourceCollection : IList<IResource>;

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection;

/// <summary>What the builder has built.</summary>
/// <param name="Resources">All resources, in the order they were added.</param>
public sealed record DistributedApplicationModel(IResourceCollection Resources);

internal static partial class ResourceName
{
    private const int MaxLength = 64;

    public static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    public static string Validate(string name)
    {
        return name.Length <= MaxLength && Valid().IsMatch(name) ? name : throw new ArgumentException(
            $"Resource name '{name}' is invalid. "
            + $"Use ASCII letters, digits and single hyphens, starting with a letter, at most {MaxLength} characters.",
            nameof(name));
    }

    /// <summary>Turns a name into one that an environment variable may have.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded is [>= '0' and <= '9', ..] ? $"_{encoded}" : encoded;
    }

    [GeneratedRegex("^[A-Za-z](-?[A-Za-z0-9])*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Valid();
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
    IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = default)
        where TAnnotation : IResourceAnnotation;
}

internal sealed record ResourceBuilder<T>(IDistributedApplicationBuilder ApplicationBuilder, T Resource) : IResourceBuilder<T>
    where T : IResource
{
    public IResourceBuilder<T> WithAnnotation<TAnnotation>(TAnnotation annotation, ResourceAnnotationMutationBehavior behavior = default)
        where TAnnotation : IResourceAnnotation
    {
        if (behavior == ResourceAnnotationMutationBehavior.Replace)
            Resource.Annotations.OfType<TAnnotation>().ToList().ForEach(earlier => Resource.Annotations.Remove(earlier));

        Resource.Annotations.Add(annotation);
        return this;
    }
}
