namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes that are filled when the application runs, and named when it is published.</summary>
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    private readonly Choice? _choice;

    private ReferenceExpression(string format, IReadOnlyList<Hole> holes, Choice? choice = null) => (Format, Holes, _choice) = (format, holes, choice);

    /// <summary>The text, with <c>{0}</c>, <c>{1}</c> … for the holes.</summary>
    public string Format { get; }

    /// <summary>What fills the holes.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders => [.. Holes.Select(hole => hole.Value)];

    /// <summary>Whether the text is chosen by a condition.</summary>
    public bool IsConditional => _choice is not null;

    /// <inheritdoc />
    public string ValueExpression => IsConditional
        ? $"{{{ConditionalName}.connectionString}}"
        : string.Format(CultureInfo.InvariantCulture, Format, [.. Holes.Select(hole => hole.Name)]);

    IEnumerable<object> IValueWithReferences.References => _choice is null ? ValueProviders : [_choice.Condition, _choice.WhenTrue, _choice.WhenFalse];

    internal IReadOnlyList<Hole> Holes { get; }

    internal string ConditionalName
    {
        get
        {
            var (condition, matchValue, whenTrue, whenFalse) = _choice!;
            var name = ((IManifestExpressionProvider)condition).ValueExpression.Trim('{', '}');
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}|{matchValue}|{whenTrue.ValueExpression}|{whenFalse.ValueExpression}"));
            return $"cond-{ResourceName.Encode(name).Replace('_', '-').ToLowerInvariant()}-{Convert.ToHexStringLower(hash)[..8]}";
        }
    }

    /// <summary>Takes an interpolated text as an expression.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    /// <summary>One of two expressions, chosen by a value.</summary>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        => new("", [], new(condition, matchValue, whenTrue, whenFalse));

    /// <summary>The text with every hole filled, as soon as all values are known.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        if (_choice is var (condition, matchValue, whenTrue, whenFalse))
            return await (ResourceName.Same(await condition.GetValueAsync(cancellationToken) ?? "", matchValue) ? whenTrue : whenFalse).GetValueAsync(cancellationToken);

        List<string?> values = [];
        foreach (var hole in Holes)
        {
            var value = await hole.Value.GetValueAsync(cancellationToken);
            values.Add(hole.Format == "uri" && value is not null ? Uri.EscapeDataString(value) : value);
        }

        return string.Format(CultureInfo.InvariantCulture, Format, [.. values]);
    }

    /// <param name="Format">How the value is encoded; only <c>uri</c> is known.</param>
    internal sealed record Hole(IValueProvider Value, string? Format)
    {
        // A manifest has no functions: {x.value} encoded for a URI is a resource of its own, x-uri-encoded.
        public string Name => ((IManifestExpressionProvider)Value).ValueExpression is var name && Format is not null
            ? name.Replace(".value}", $"-{Format}-encoded.value}}", StringComparison.Ordinal) : name;
    }

    private sealed record Choice(IValueProvider Condition, string MatchValue, ReferenceExpression WhenTrue, ReferenceExpression WhenFalse);

    /// <summary>Collects the parts of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        private readonly StringBuilder _format;
        private readonly List<Hole> _holes;

        /// <summary>Called by the compiler.</summary>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
            => (_format, _holes) = (new(literalLength + (3 * formattedCount)), new(formattedCount));

        /// <summary>Appends text as it is.</summary>
        public void AppendLiteral(string value)
            => _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        /// <summary>Appends text as it is.</summary>
        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        /// <summary>Appends a value that is filled in later.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider
        {
            var shift = _holes.Count;
            if (valueProvider is ReferenceExpression { IsConditional: false } inner)
            {
                var renumbered = inner.Format.Replace("{{", "{{{{", StringComparison.Ordinal).Replace("}}", "}}}}", StringComparison.Ordinal);
                _format.AppendFormat(CultureInfo.InvariantCulture, renumbered, [.. Enumerable.Range(shift, inner.Holes.Count).Select(n => $"{{{n}}}")]);
                _holes.AddRange(inner.Holes);
                return;
            }

            _format.Append('{').Append(shift).Append('}');
            _holes.Add(new(valueProvider, format));
        }

        /// <summary>Appends a resource's value.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null) where T : IResource, IValueProvider, IManifestExpressionProvider
            => AppendFormatted(valueProvider.Resource, format);

        internal ReferenceExpression Build() => new(_format.ToString(), [.. _holes]);
    }
}
