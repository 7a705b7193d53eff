using System.Net;
using Voting.Results.Tests.Site;

namespace Voting.Results.Tests;

public sealed class BeforeTheLedgerTests(Postgres postgres) : LedgerTests(postgres)
{
    protected override bool IsMigrated => false;

    [Fact]
    public async Task Before_the_ledger_exists_the_service_is_not_ready_and_says_so_then_it_comes_up_by_itself()
    {
        foreach (var address in (string[])["/ready", "/", "/polls/pets", "/polls/pets/live", "/polls/pets/results.json"])
        {
            using var early = await Viewer.GetAsync(address);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, early.StatusCode);
            Assert.NotNull(early.Headers.RetryAfter);
        }

        Assert.Equal(HttpStatusCode.OK, (await Viewer.GetAsync("/health")).StatusCode);

        await Ledger.MigrateAsync();
        await ReadyAsync();
        await Ledger.OpenAsync("pets");
        await ShownAsync("pets");
    }
}
