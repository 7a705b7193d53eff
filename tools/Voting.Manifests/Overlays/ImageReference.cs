namespace Voting.Manifests.Overlays;

/// <summary>An image's repository and its version.</summary>
internal readonly record struct ImageReference(string Name, string Tag, string Digest)
{
    public static ImageReference Parse(string image)
    {
        var digest = image.IndexOf('@', StringComparison.Ordinal);
        var rest = digest < 0 ? image : image[..digest];
        // A colon before the last slash belongs to the registry's port.
        var colon = rest.LastIndexOf(':') is var at && at > rest.LastIndexOf('/') ? at : rest.Length;
        return new(rest[..colon], colon < rest.Length ? rest[(colon + 1)..] : "", digest < 0 ? "" : image[(digest + 1)..]);
    }

    public string With(string newName, string newTag, string newDigest)
    {
        var name = newName.Length > 0 ? newName : Name;
        if (newDigest.Length > 0)
            return $"{name}@{newDigest}";

        return newTag.Length > 0 || Tag.Length > 0 ? $"{name}:{(newTag.Length > 0 ? newTag : Tag)}" : name;
    }
}
