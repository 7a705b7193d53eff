namespace Voting.Manifests;

/// <summary>The input cannot become a deployment; the message names the resource, file or reference at fault.</summary>
internal sealed class ManifestException(string message) : Exception(message);
