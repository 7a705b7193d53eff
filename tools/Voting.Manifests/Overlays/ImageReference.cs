namespace Voting.Manifests.Overlays;

/// <summary>An image's repository and its version.</summary>
internal readonly record struct ImageReference(string Name, string Tag, string Digest)
{
    public static ImageReference Parse(string image)
    {
        var (rest, digest) = image.Split('@') is [var before, var after] ? (before, after) : (image, "");
        // A colon before the last slash belongs to the registry's port.
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf('/') ? new(rest[..colon], rest[(colon + 1)..], digest) : new(rest, "", digest);
    }
}
