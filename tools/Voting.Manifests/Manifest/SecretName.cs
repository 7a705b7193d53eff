namespace Voting.Manifests.Manifest;

/// <summary>How a secret parameter of the model is called in the cluster.</summary>
internal static class SecretName
{
    public const string Prefix = "SECRET_";

    /// <summary><c>redis-password</c> becomes <c>SECRET_REDIS_PASSWORD</c>.</summary>
    public static string Variable(string parameter) => Prefix + parameter.ToUpperInvariant().Replace('-', '_');

    public static string Placeholder(string parameter) => $"$({Variable(parameter)})";
}
