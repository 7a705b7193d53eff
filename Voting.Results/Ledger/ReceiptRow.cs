using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Voting.Results.Ledger;

internal sealed class ReceiptRow
{
    public Guid Ballot { get; init; }

    public required string Poll { get; init; }

    public required string Status { get; init; }
}

internal sealed class ReceiptConfiguration : IEntityTypeConfiguration<ReceiptRow>
{
    public void Configure(EntityTypeBuilder<ReceiptRow> row)
    {
        row.ToView("receipts", LedgerViewsContext.Schema).HasNoKey();
        row.Property(receipt => receipt.Ballot).HasColumnName("ballot");
        row.Property(receipt => receipt.Poll).HasColumnName("poll");
        row.Property(receipt => receipt.Status).HasColumnName("status");
    }
}
