using Microsoft.EntityFrameworkCore;

namespace Voting.Results.Ledger;

/// <summary>The read model: the views that this service may select from. It owns no table and migrates nothing.</summary>
internal sealed class LedgerViewsContext(DbContextOptions<LedgerViewsContext> options) : DbContext(options)
{
    public const string Schema = "ledger";

    public DbSet<PollResultRow> PollResults => Set<PollResultRow>();

    public DbSet<OptionTallyRow> OptionTallies => Set<OptionTallyRow>();

    public DbSet<ScoreScaleRow> ScoreScales => Set<ScoreScaleRow>();

    public DbSet<CountRow> Counts => Set<CountRow>();

    public DbSet<ReceiptRow> Receipts => Set<ReceiptRow>();

    public DbSet<BalanceRow> Balances => Set<BalanceRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder
            .ApplyConfiguration(new PollResultConfiguration())
            .ApplyConfiguration(new OptionTallyConfiguration())
            .ApplyConfiguration(new ScoreScaleConfiguration())
            .ApplyConfiguration(new CountConfiguration())
            .ApplyConfiguration(new ReceiptConfiguration())
            .ApplyConfiguration(new BalanceConfiguration());
}
