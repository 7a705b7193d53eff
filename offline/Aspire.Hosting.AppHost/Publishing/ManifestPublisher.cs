namespace Aspire.Hosting.Publishing;

/// <summary>Writes the manifest that deployment tools read.</summary>
internal sealed class ManifestPublisher(DistributedApplicationModel model)
{
    public Task PublishAsync(CancellationToken cancellationToken) => throw new DistributedApplicationException($"Publishing {model} comes later.");
}
