namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given from outside.</summary>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false) : Resource(name), IManifestExpressionProvider, IValueProvider
{
    private readonly Lock _reading = new();
    private string? _value;

    /// <summary>Whether the value must stay hidden.</summary>
    public bool Secret { get; } = secret;

    /// <summary>Where the value comes from when nobody gives one.</summary>
    public ParameterDefault? Default { get; set; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The key under which the value is configured.</summary>
    internal string ConfigurationKey => $"Parameters:{Name}";

    /// <summary>Set once the application starts without a value: whoever asks then waits instead of failing.</summary>
    internal bool WaitForValue { get; set; }

    /// <summary>The value; throws <see cref="MissingParameterValueException"/> where there is none.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        if (WaitForValue)
            await Task.Delay(Timeout.Infinite, cancellationToken);

        lock (_reading)
            return _value ??= callback(Default);
    }
}
