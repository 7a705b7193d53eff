namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that is given from outside.</summary>
public class ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
    : Resource(name), IManifestExpressionProvider, IValueProvider
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

/// <summary>Where a parameter's value comes from when nobody gives one.</summary>
public abstract class ParameterDefault
{
    /// <summary>The value.</summary>
    public abstract string GetDefaultValue();

    /// <summary>Tells the deployer how to make one.</summary>
    internal abstract JsonObject ToManifest();
}

/// <summary>A random text of letters, digits and, if allowed, special characters.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    // Letters that are easily taken for one another, or that shells and connection strings give a meaning, are left out.
    private const string LettersAndDigits = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ0123456789", SpecialCharacters = "-_.{}~()*+!";

    /// <summary>How many characters.</summary>
    public int MinLength { get; set; }

    /// <summary>Whether special characters occur.</summary>
    public bool Special { get; set; } = true;

    /// <inheritdoc />
    public override string GetDefaultValue()
        => RandomNumberGenerator.GetString(Special ? LettersAndDigits + SpecialCharacters : LettersAndDigits, Math.Max(MinLength, 1));

    internal override JsonObject ToManifest()
    {
        JsonObject generate = new() { ["minLength"] = MinLength };
        if (!Special)
            generate["special"] = false;
        return new() { ["generate"] = generate };
    }
}

/// <summary>A default that is made once per machine and kept in user secrets.</summary>
internal sealed class PersistedParameterDefault(UserSecrets secrets, string configurationKey, ParameterDefault inner) : ParameterDefault
{
    public override string GetDefaultValue() => secrets.GetOrAdd(configurationKey, inner.GetDefaultValue);

    internal override JsonObject ToManifest() => inner.ToManifest();
}
