using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Voting.Results.Ledger;

internal sealed class CountRow
{
    public required string Poll { get; init; }

    public required string Result { get; init; }

    public bool IsCurrent { get; init; }
}

internal sealed class CountConfiguration : IEntityTypeConfiguration<CountRow>
{
    public void Configure(EntityTypeBuilder<CountRow> row)
    {
        row.ToView("count_results", LedgerViewsContext.Schema).HasNoKey();
        row.Property(count => count.Poll).HasColumnName("poll");
        row.Property(count => count.Result).HasColumnName("result").HasColumnType("jsonb");
        row.Property(count => count.IsCurrent).HasColumnName("is_current");
    }
}
