using Microsoft.EntityFrameworkCore;
using Voting.Api.Audit;
using Voting.Api.Codes;
using Voting.Api.Exports;
using Voting.Api.Results;

namespace Voting.Api.Polls;

/// <summary>The schema <c>polls</c>, which Voting.Migrations makes and this service alone writes, and the ledger's read-only views.</summary>
internal sealed class PollsDbContext(DbContextOptions<PollsDbContext> options) : DbContext(options)
{
    public const string Schema = "polls";

    public DbSet<PollRow> Polls => Set<PollRow>();

    public DbSet<AuditRow> Audit => Set<AuditRow>();

    public DbSet<CodeRow> Codes => Set<CodeRow>();

    public DbSet<PollResultRow> Results => Set<PollResultRow>();

    public DbSet<OptionTallyRow> OptionTallies => Set<OptionTallyRow>();

    public DbSet<ReceiptRow> Receipts => Set<ReceiptRow>();

    public DbSet<BalanceRow> Balance => Set<BalanceRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new PollRowConfiguration());
        modelBuilder.ApplyConfiguration(new AuditRowConfiguration());
        modelBuilder.ApplyConfiguration(new CodeRowConfiguration());
        LedgerViews.Configure(modelBuilder);
        ExportViews.Configure(modelBuilder);
    }
}
