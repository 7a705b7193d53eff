namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes that are filled when the application runs, and named when it is published.</summary>
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    private readonly List<object> _parts; // Texts and holes, in their order.
    private readonly Choice? _choice;

    private ReferenceExpression(List<object> parts, Choice? choice = null) => (_parts, _choice) = (parts, choice);

    /// <inheritdoc />
    public string ValueExpression => IsConditional
        ? $"{{{ConditionalName}.connectionString}}"
        : string.Concat(_parts.Select(part => part is Hole hole ? hole.Name : part));

    internal IEnumerable<object> References
        => _choice is null ? Holes.Select(hole => hole.Value) : [_choice.Condition, _choice.WhenTrue, _choice.WhenFalse];

    IEnumerable<object> IValueWithReferences.References => References;

    /// <summary>Whether the text is chosen by a condition.</summary>
    internal bool IsConditional => _choice is not null;

    internal IEnumerable<Hole> Holes => _parts.OfType<Hole>();

    internal string ConditionalName
    {
        get
        {
            var (condition, matchValue, whenTrue, whenFalse) = _choice!;
            var name = ((IManifestExpressionProvider)condition).ValueExpression.Trim('{', '}');
            var identity = $"{name}|{matchValue}|{whenTrue.ValueExpression}|{whenFalse.ValueExpression}";
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
            return $"cond-{ResourceName.Encode(name).Replace('_', '-').ToLowerInvariant()}-{hash[..8]}";
        }
    }

    /// <summary>Takes an interpolated text as an expression.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    /// <summary>One of two expressions, chosen by a value.</summary>
    public static ReferenceExpression CreateConditional(
        IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        => new([], new(condition, matchValue, whenTrue, whenFalse));

    /// <summary>The text with every hole filled, as soon as all values are known.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        if (_choice is var (condition, matchValue, whenTrue, whenFalse))
        {
            var matches = ResourceName.Same(await condition.GetValueAsync(cancellationToken) ?? "", matchValue);
            return await (matches ? whenTrue : whenFalse).GetValueAsync(cancellationToken);
        }

        StringBuilder text = new();
        foreach (var part in _parts)
            text.Append(part is Hole hole ? await hole.GetValueAsync(cancellationToken) : part);

        return text.ToString();
    }

    /// <param name="Format">How the value is encoded; only <c>uri</c> is known.</param>
    internal sealed record Hole(IValueProvider Value, string? Format)
    {
        // A manifest has no functions: {x.value} encoded for a URI is a resource of its own, x-uri-encoded.
        public string Name => ((IManifestExpressionProvider)Value).ValueExpression is var name && Format is not null
            ? name.Replace(".value}", $"-{Format}-encoded.value}}", StringComparison.Ordinal)
            : name;

        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
        {
            var value = await Value.GetValueAsync(cancellationToken);
            return Format == "uri" && value is not null ? Uri.EscapeDataString(value) : value;
        }
    }

    private sealed record Choice(IValueProvider Condition, string MatchValue, ReferenceExpression WhenTrue, ReferenceExpression WhenFalse);

    /// <summary>Collects the parts of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        private readonly List<object> _parts;

        /// <summary>Called by the compiler.</summary>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) => _parts = new((2 * formattedCount) + 1);

        /// <summary>Appends text as it is.</summary>
        public void AppendLiteral(string value) => _parts.Add(value);

        /// <summary>Appends text as it is.</summary>
        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        /// <summary>Appends a value that is filled in later.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider
            => _parts.AddRange(valueProvider is ReferenceExpression { IsConditional: false } nested
                ? nested._parts
                : [new Hole(valueProvider, format)]);

        /// <summary>Appends a resource's value.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider
            => AppendFormatted(valueProvider.Resource, format);

        internal ReferenceExpression Build() => new(_parts);
    }
}
