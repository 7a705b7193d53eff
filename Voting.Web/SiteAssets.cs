using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;

namespace Voting.Web;

/// <summary>
/// The addresses of static files with their fingerprints, so that browsers keep them for good.
/// Components know them as <c>Assets</c> only below <c>MapRazorComponents</c>; these pages are results of endpoints, and error pages have no endpoint.
/// </summary>
internal sealed class SiteAssets(EndpointDataSource endpoints)
{
    private readonly Lazy<ResourceAssetCollection> _assets = new(() => new(
    [
        .. from descriptor in endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>()).OfType<StaticAssetDescriptor>()
           let label = descriptor.Properties.FirstOrDefault(property => property.Name == "label")?.Value
           where label is not null
           group descriptor by label into files
           select new ResourceAsset(files.First().Route, [new("label", files.Key)]),
    ]));

    /// <summary>The address of <paramref name="file"/>, a path below wwwroot, with the file's fingerprint.</summary>
    public string this[string file] => $"/{_assets.Value[file]}";
}
