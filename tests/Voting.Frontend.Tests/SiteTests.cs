using Voting.Frontend.Tests.Site;

namespace Voting.Frontend.Tests;

/// <summary>A site of its own, an Api stub behind it and one browser without scripts, for every test.</summary>
public abstract class SiteTests : IAsyncLifetime
{
    private FrontendSite? _site;

    internal ApiStub Api { get; private set; } = null!;

    internal FrontendSite Site => _site ??= FrontendSite.Before(Api);

    /// <summary>Keeps cookies and follows no redirect.</summary>
    internal HttpClient Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = await ApiStub.StartAsync();
        Browser = Site.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await Site.DisposeAsync();
        await Api.DisposeAsync();
    }
}
