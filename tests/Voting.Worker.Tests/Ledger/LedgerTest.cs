using Voting.Worker.Ledger;
using Voting.Worker.Tests.Stores;

namespace Voting.Worker.Tests.Ledger;

/// <summary>A ledger with the poll <c>pets</c>, opened at position 1.</summary>
public abstract class LedgerTest(Servers servers) : IAsyncLifetime
{
    private protected LedgerDatabase Ledger { get; private set; } = null!;

    private protected LedgerStore Store { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Ledger = await servers.LedgerAsync();
        Store = Ledger.Store();
        await OpenAsync("pets", 1);
    }

    public async ValueTask DisposeAsync() => await Ledger.DisposeAsync();

    private protected Task OpenAsync(string poll, long position, string? definition = null)
        => Store.ApplyDefinitionAsync(position, "poll.opened", poll, 1, definition ?? Definitions.Json(poll, "approval", 1, 3, abstain: true), default);

    private protected Task<LedgerBatch> StoreAsync(params BallotRow[] ballots) => Store.StoreAsync(ballots, default);

    private protected static BallotRow Ballot(long position, int voter, string content, string poll = "pets")
        => new(position, Id(position), poll, Id(voter), content);

    private protected static Guid Id(long number) => new((int)number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    /// <summary>Counted, superseded, rejected.</summary>
    private protected Task<List<string>> CountsAsync(string poll = "pets")
        => Ledger.RowsAsync($"select counted, superseded, rejected from ledger.poll_results where poll = '{poll}'");
}
