namespace Aspire.Hosting.Publishing;

/// <summary>Writes the manifest that deployment tools read. Starts nothing, and needs no parameter's value.</summary>
internal sealed partial class ManifestPublisher(
    DistributedApplicationModel model, DistributedApplicationExecutionContext execution, IConfiguration configuration,
    ILogger<ManifestPublisher> logger)
{
    public async Task PublishAsync(CancellationToken cancellationToken)
    {
        var step = configuration["Pipeline:Step"] ?? configuration["Publishing:Publisher"];
        if (step is not ("publish-manifest" or "manifest"))
        {
            throw new DistributedApplicationException(
                "Offline, only the manifest can be published (--operation publish --step publish-manifest --output-path FILE), "
                + $"not '{step}'.");
        }

        var path = configuration["Pipeline:OutputPath"]
            ?? throw new DistributedApplicationException(
                "The '--output-path [path]' option was not specified even though '--publisher manifest' argument was used.");
        path = Path.GetFullPath(path.EndsWith(".json", StringComparison.Ordinal) ? path : Path.Combine(path, "aspire-manifest.json"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using (var file = File.Create(path))
        await using (var json = new Utf8JsonWriter(file, new() { Indented = true }))
            (await new ManifestWriter(execution, path).DescribeAsync(model, cancellationToken)).WriteTo(json);

        Published(logger, path);
    }

    [LoggerMessage(LogLevel.Information, "Published manifest to: {Path}")]
    private static partial void Published(ILogger logger, string path);
}
