using System.Net;
using Voting.Results.Tests.Site;
using Voting.Stores;

namespace Voting.Results.Tests;

/// <summary>A ledger of its own and the service on it, for every test.</summary>
[Collection(OnPostgres.Name)]
public abstract class LedgerTests(Postgres postgres) : IAsyncLifetime
{
    private ResultsSite? _site;

    internal WrittenLedger Ledger { get; private set; } = null!;

    internal ResultsSite Site => _site ??= new(Ledger.ServiceConnection, Settings);

    internal HttpClient Viewer { get; private set; } = null!;

    protected virtual (string Key, string Value)[] Settings => [];

    protected virtual bool IsMigrated => true;

    public async ValueTask InitializeAsync()
    {
        Ledger = await WrittenLedger.CreateAsync(postgres.Store, IsMigrated);
        Viewer = Site.CreateClient(new() { AllowAutoRedirect = false });
        if (IsMigrated)
        {
            await ReadyAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Viewer.Dispose();
        await Site.DisposeAsync();
        await Ledger.DisposeAsync();
    }

    protected Task<TimeSpan> ReadyAsync() =>
        Eventually.TrueAsync("the service is ready", async () => (await Viewer.GetAsync("/ready")).StatusCode == HttpStatusCode.OK);

    /// <summary>The board knows the poll.</summary>
    protected Task ShownAsync(string poll) =>
        Eventually.TrueAsync($"{poll} is on the board", async () => (await Viewer.GetAsync($"/polls/{poll}/results.json")).IsSuccessStatusCode);
}
