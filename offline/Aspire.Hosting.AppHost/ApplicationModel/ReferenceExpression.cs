namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with holes that are filled when the application runs, and named when it is published.</summary>
public class ReferenceExpression : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    private readonly IReadOnlyList<object> _references;

    private ReferenceExpression(string format, IReadOnlyList<IValueProvider> values, IReadOnlyList<string> expressions, IReadOnlyList<string?> formats)
    {
        (Format, ValueProviders, ManifestExpressions, StringFormats) = (format, values, expressions, formats);
        _references = values;
    }

    private ReferenceExpression(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        : this("", [], [], [])
    {
        (Condition, MatchValue, WhenTrue, WhenFalse) = (condition, matchValue, whenTrue, whenFalse);
        _references = [condition, whenTrue, whenFalse];
    }

    /// <summary>The text, with <c>{0}</c>, <c>{1}</c> … for the holes.</summary>
    public string Format { get; }

    /// <summary>What fills the holes.</summary>
    public IReadOnlyList<IValueProvider> ValueProviders { get; }

    /// <summary>What names the holes in a manifest.</summary>
    public IReadOnlyList<string> ManifestExpressions { get; }

    /// <summary>How each hole's value is encoded; only <c>uri</c> is known.</summary>
    public IReadOnlyList<string?> StringFormats { get; }

    /// <summary>What a conditional expression looks at.</summary>
    public IValueProvider? Condition { get; }

    /// <summary>The value of <see cref="Condition"/> for which <see cref="WhenTrue"/> holds.</summary>
    public string? MatchValue { get; }

    /// <summary>The text if the condition holds.</summary>
    public ReferenceExpression? WhenTrue { get; }

    /// <summary>The text if it does not.</summary>
    public ReferenceExpression? WhenFalse { get; }

    /// <summary>Whether the text is chosen by a condition.</summary>
    public bool IsConditional => Condition is not null;

    /// <inheritdoc />
    public string ValueExpression => IsConditional
        ? $"{{{ConditionalName}.connectionString}}"
        : string.Format(CultureInfo.InvariantCulture, Format, [.. ManifestExpressions.Zip(StringFormats, EncodedName)]);

    IEnumerable<object> IValueWithReferences.References => _references;

    internal string ConditionalName
    {
        get
        {
            var condition = ((IManifestExpressionProvider)Condition!).ValueExpression.Trim('{', '}');
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{condition}|{MatchValue}|{WhenTrue!.ValueExpression}|{WhenFalse!.ValueExpression}"));
            return $"cond-{ResourceName.Encode(condition).Replace('_', '-').ToLowerInvariant()}-{Convert.ToHexStringLower(hash)[..8]}";
        }
    }

    /// <summary>Takes an interpolated text as an expression.</summary>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Build();

    /// <summary>One of two expressions, chosen by a value.</summary>
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse)
        => new(condition, matchValue, whenTrue, whenFalse);

    /// <summary>The text with every hole filled, as soon as all values are known.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        if (Condition is not null)
        {
            var matches = string.Equals(await Condition.GetValueAsync(cancellationToken), MatchValue, StringComparison.OrdinalIgnoreCase);
            return await (matches ? WhenTrue! : WhenFalse!).GetValueAsync(cancellationToken);
        }

        var values = new object?[ValueProviders.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = await ValueProviders[i].GetValueAsync(cancellationToken);
            values[i] = StringFormats[i] == "uri" && value is not null ? Uri.EscapeDataString(value) : value;
        }

        return string.Format(CultureInfo.InvariantCulture, Format, values);
    }

    // A manifest has no functions: {x.value} encoded for a URI is a resource of its own, x-uri-encoded.
    private static string EncodedName(string expression, string? format)
        => format is null ? expression : expression.Replace(".value}", $"-{format}-encoded.value}}", StringComparison.Ordinal);

    /// <summary>Collects the parts of an interpolated text.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        private readonly StringBuilder _format;
        private readonly List<IValueProvider> _values;
        private readonly List<string> _expressions;
        private readonly List<string?> _formats;

        /// <summary>Called by the compiler.</summary>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
            _format = new(literalLength + (3 * formattedCount));
            (_values, _expressions, _formats) = (new(formattedCount), new(formattedCount), new(formattedCount));
        }

        /// <summary>Appends text as it is.</summary>
        public void AppendLiteral(string value)
            => _format.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

        /// <summary>Appends text as it is.</summary>
        public void AppendFormatted(string? value) => AppendLiteral(value ?? "");

        /// <summary>Appends a value that is filled in later.</summary>
        public void AppendFormatted<T>(T valueProvider, string? format = null)
            where T : IValueProvider, IManifestExpressionProvider
        {
            if (valueProvider is ReferenceExpression { IsConditional: false } inner)
            {
                Append(inner);
                return;
            }

            _format.Append('{').Append(_values.Count).Append('}');
            _values.Add(valueProvider);
            _expressions.Add(valueProvider.ValueExpression);
            _formats.Add(format);
        }

        /// <summary>Appends a resource's value.</summary>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null)
            where T : IResource, IValueProvider, IManifestExpressionProvider
            => AppendFormatted(valueProvider.Resource, format);

        internal ReferenceExpression Build() => new(_format.ToString(), [.. _values], [.. _expressions], [.. _formats]);

        private void Append(ReferenceExpression inner)
        {
            var shift = _values.Count;
            _format.Append(string.Format(CultureInfo.InvariantCulture, inner.Format.Replace("{{", "{{{{", StringComparison.Ordinal).Replace("}}", "}}}}", StringComparison.Ordinal),
                [.. Enumerable.Range(shift, inner.ValueProviders.Count).Select(n => $"{{{n}}}")]));
            _values.AddRange(inner.ValueProviders);
            _expressions.AddRange(inner.ManifestExpressions);
            _formats.AddRange(inner.StringFormats);
        }
    }
}
