using Voting.Browsers;

namespace Voting.Results.Tests.Site;

/// <summary>One browser for all tests that need one; they run one after another.</summary>
public sealed class Browser : IAsyncLifetime
{
    internal Chromium Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Chromium = await Chromium.StartAsync();

    public ValueTask DisposeAsync() => Chromium.DisposeAsync();
}

