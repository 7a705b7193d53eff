using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Voting.Results.Ledger;

internal sealed class OptionTallyRow
{
    public required string Poll { get; init; }

    public required string Option { get; init; }

    public int Ordinal { get; init; }

    public required string Label { get; init; }

    public long Ballots { get; init; }

    public long? Score { get; init; }
}

internal sealed class OptionTallyConfiguration : IEntityTypeConfiguration<OptionTallyRow>
{
    public void Configure(EntityTypeBuilder<OptionTallyRow> row)
    {
        row.ToView("option_tallies", LedgerViewsContext.Schema).HasNoKey();
        row.Property(tally => tally.Poll).HasColumnName("poll");
        row.Property(tally => tally.Option).HasColumnName("option");
        row.Property(tally => tally.Ordinal).HasColumnName("ordinal");
        row.Property(tally => tally.Label).HasColumnName("label");
        row.Property(tally => tally.Ballots).HasColumnName("ballots");
        row.Property(tally => tally.Score).HasColumnName("score");
    }
}
