using Voting.Browsers;

namespace AppHost.Tests;

/// <summary>A browser for the tests of one class. The pages of Aspire's dashboard complain to their console about themselves; that is not ours to judge.</summary>
public sealed class Browser : IAsyncLifetime
{
    public const string AnyComplaint = "";

    internal Chromium Chromium { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Chromium = await Chromium.StartAsync();

    public ValueTask DisposeAsync() => Chromium.DisposeAsync();
}
