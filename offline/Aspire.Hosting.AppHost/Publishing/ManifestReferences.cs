namespace Aspire.Hosting.Publishing;

/// <summary>What the resources written so far refer to, and the manifest must therefore define as well.</summary>
internal sealed class ManifestReferences
{
    private readonly HashSet<object> _seen = [];

    public List<IResource> Resources { get; } = [];

    public List<ReferenceExpression> Conditionals { get; } = [];

    /// <summary>Parameters that are used encoded: a manifest has no functions, so that each encoding is a resource of its own.</summary>
    public List<(string Name, ParameterResource Parameter, string Format)> Formatted { get; } = [];

    public void Add(object value)
    {
        if (value is ReferenceExpression expression)
        {
            AddFormatted(expression);
            if (expression.IsConditional && !Conditionals.Exists(c => c.ConditionalName == expression.ConditionalName))
            {
                Conditionals.Add(expression);
            }
        }

        if (value is IResource resource)
        {
            if (_seen.Add(resource))
            {
                Resources.Add(resource);
            }
        }
        else if (value is IValueWithReferences composed && _seen.Add(value))
        {
            foreach (var reference in composed.References)
            {
                Add(reference);
            }
        }
    }

    private void AddFormatted(ReferenceExpression expression)
    {
        foreach (var (provider, format) in expression.ValueProviders.Zip(expression.StringFormats))
        {
            if (format is not null && provider is ParameterResource parameter)
            {
                var entry = ($"{parameter.Name}-{format}-encoded", parameter, format);
                if (!Formatted.Contains(entry))
                {
                    Formatted.Add(entry);
                }
            }
        }
    }
}
