using System.Security.Cryptography;

namespace Voting.Rehearsal.Manifests;

/// <summary>The two Secrets that an operator makes, with values of this run.</summary>
internal sealed class SecretValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal) { ["db-credentials/username"] = "postgres" };

    public string Of(string secret, string key)
    {
        var name = $"{secret}/{key}";
        if (!_values.TryGetValue(name, out var value))
        {
            _values[name] = value = RandomNumberGenerator.GetHexString(32, lowercase: true);
        }

        return value;
    }
}
