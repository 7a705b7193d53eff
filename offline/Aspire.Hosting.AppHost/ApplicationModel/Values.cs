namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose value is known when the application runs.</summary>
public interface IValueProvider
{
    /// <summary>The value, as soon as it is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}

/// <summary>Something that a manifest names by an expression such as <c>{postgres.connectionString}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The expression.</summary>
    string ValueExpression { get; }
}

/// <summary>A value made of other things.</summary>
public interface IValueWithReferences
{
    /// <summary>Resources and values that this one is made of.</summary>
    IEnumerable<object> References { get; }
}

internal static class ValueExtensions
{
    /// <summary>These values and all that they are made of, however deep.</summary>
    public static IReadOnlyCollection<object> WithReferences(this IEnumerable<object> values)
    {
        HashSet<object> seen = [];
        Stack<object> next = new(values);
        while (next.TryPop(out var value))
        {
            // A server's address refers to the server, which refers to its address.
            foreach (var reference in seen.Add(value) && value is IValueWithReferences composed ? composed.References : [])
                next.Push(reference);
        }

        return seen;
    }
}

/// <summary>A resource that others reach by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>How the connection string is put together.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>The connection string, as soon as it is known.</summary>
    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default)
        => ConnectionStringExpression.GetValueAsync(cancellationToken);

    /// <summary>The single parts of the connection string, by name.</summary>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => [];

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);

    IEnumerable<object> IValueWithReferences.References => [ConnectionStringExpression];
}
