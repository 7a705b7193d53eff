using Voting.Browsers;

namespace Voting.Frontend.Tests.Site;

/// <summary>One browser for all tests that need one; they run one after another.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal Chromium Chromium { get; private set; } = null!;

    public async Task InitializeAsync() => Chromium = await Chromium.StartAsync();

    public Task DisposeAsync() => Chromium.DisposeAsync().AsTask();
}

[CollectionDefinition(Name)]
public sealed class InBrowser : ICollectionFixture<Browser>
{
    public const string Name = "Chromium";
}
