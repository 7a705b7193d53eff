using Voting.Browsers;

namespace Voting.Frontend.Tests.Site;

/// <summary>One browser for all tests that need one; they run one after another.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal Chromium Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Chromium = await Chromium.StartAsync();

    public ValueTask DisposeAsync() => Chromium.DisposeAsync();
}

[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<Browser>
{
    public const string Name = "Chromium";
}
