using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.AspNetCore.StaticFiles;

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

/// <summary>
/// Files of another version. During a rolling update a page of the one version asks a process of the other for its files;
/// it gets this version's, kept by no cache, rather than a page without style.
/// </summary>
internal static partial class FilesOfOtherVersions
{
    private static readonly FileExtensionContentTypeProvider _types = new();

    public static void MapFilesOfOtherVersions(this IEndpointRouteBuilder routes) =>
        routes.MapGet(@"/{**file:regex(\.[a-z0-9]{{10}}\.(css|js|svg)$)}", Serve).ExcludeFromDescription();

    private static IResult Serve(string file, IWebHostEnvironment environment, HttpContext context)
    {
        var plain = environment.WebRootFileProvider.GetFileInfo(Fingerprint().Replace(file, ""));
        if (!plain.Exists || !_types.TryGetContentType(plain.Name, out var type))
        {
            return TypedResults.NotFound();
        }

        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(plain.CreateReadStream(), type);
    }

    [GeneratedRegex(@"\.[a-z0-9]{10}(?=\.[a-z]+$)", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Fingerprint();
}
