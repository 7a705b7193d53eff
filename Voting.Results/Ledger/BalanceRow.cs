using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Voting.Results.Ledger;

internal sealed class BalanceRow
{
    public long Accepted { get; init; }

    public long Stored { get; init; }

    public long InFlight { get; init; }

    public long DeadLettered { get; init; }

    public long Balance { get; init; }

    public DateTimeOffset? MeasuredAt { get; init; }
}

internal sealed class BalanceConfiguration : IEntityTypeConfiguration<BalanceRow>
{
    public void Configure(EntityTypeBuilder<BalanceRow> row)
    {
        row.ToView("balance", LedgerViewsContext.Schema).HasNoKey();
        row.Property(balance => balance.Accepted).HasColumnName("accepted");
        row.Property(balance => balance.Stored).HasColumnName("stored");
        row.Property(balance => balance.InFlight).HasColumnName("in_flight");
        row.Property(balance => balance.DeadLettered).HasColumnName("dead_lettered");
        row.Property(balance => balance.Balance).HasColumnName("balance");
        row.Property(balance => balance.MeasuredAt).HasColumnName("measured_at");
    }
}
