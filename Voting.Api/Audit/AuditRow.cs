using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Voting.Api.Polls;
using Voting.Contracts.Hosts;

namespace Voting.Api.Audit;

/// <summary>An entry of a poll's audit log. The database lets this service add entries and neither change nor delete one.</summary>
internal sealed class AuditRow
{
    public required string Poll { get; init; }

    public required int Sequence { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Action { get; init; }

    public required string Actor { get; init; }

    public string? Detail { get; init; }

    public required string Hash { get; init; }

    public AuditEntry Entry() => new(Sequence, At, Action, Actor, Detail, Hash);
}

internal sealed class AuditRowConfiguration : IEntityTypeConfiguration<AuditRow>
{
    /// <summary>Violated by the slower of two actions that read the same last entry.</summary>
    public const string Key = "audit_pkey";

    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit", PollsDbContext.Schema);
        builder.HasKey(entry => new { entry.Poll, entry.Sequence }).HasName(Key);
        builder.Property(entry => entry.Poll).HasColumnName("poll").HasMaxLength(40);
        builder.Property(entry => entry.Sequence).HasColumnName("sequence").ValueGeneratedNever();
        builder.Property(entry => entry.At).HasColumnName("at");
        builder.Property(entry => entry.Action).HasColumnName("action");
        builder.Property(entry => entry.Actor).HasColumnName("actor");
        builder.Property(entry => entry.Detail).HasColumnName("detail");
        builder.Property(entry => entry.Hash).HasColumnName("hash");
    }
}
