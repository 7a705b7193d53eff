using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Voting.Results.Ledger;

internal sealed class PollResultRow
{
    public required string Poll { get; init; }

    // Null in a row that something else than the worker wrote; whoever reads it decides what that means.
    public string? Question { get; init; }

    public string? Kind { get; init; }

    public string? State { get; init; }

    public DateTimeOffset? OpensAt { get; init; }

    public DateTimeOffset? ClosesAt { get; init; }

    public long Counted { get; init; }

    public long Superseded { get; init; }

    public long Rejected { get; init; }

    public long Abstained { get; init; }

    public long OpenedPosition { get; init; }

    public required string Visibility { get; init; }

    public bool Listed { get; init; }

    public string? JoinCode { get; init; }

    public string? Description { get; init; }
}

internal sealed class PollResultConfiguration : IEntityTypeConfiguration<PollResultRow>
{
    public void Configure(EntityTypeBuilder<PollResultRow> row)
    {
        row.ToView("poll_results", LedgerViewsContext.Schema).HasNoKey();
        row.Property(result => result.Poll).HasColumnName("poll");
        row.Property(result => result.Question).HasColumnName("question");
        row.Property(result => result.Kind).HasColumnName("kind");
        row.Property(result => result.State).HasColumnName("state");
        row.Property(result => result.OpensAt).HasColumnName("opens_at");
        row.Property(result => result.ClosesAt).HasColumnName("closes_at");
        row.Property(result => result.Counted).HasColumnName("counted");
        row.Property(result => result.Superseded).HasColumnName("superseded");
        row.Property(result => result.Rejected).HasColumnName("rejected");
        row.Property(result => result.Abstained).HasColumnName("abstained");
        row.Property(result => result.OpenedPosition).HasColumnName("opened_position");
        row.Property(result => result.Visibility).HasColumnName("visibility");
        row.Property(result => result.Listed).HasColumnName("listed");
        row.Property(result => result.JoinCode).HasColumnName("join_code");
        row.Property(result => result.Description).HasColumnName("description");
    }
}

/// <summary>The scale of a score poll, from 0.</summary>
internal sealed class ScoreScaleRow
{
    public required string Poll { get; init; }

    public int MaxScore { get; init; }
}

internal sealed class ScoreScaleConfiguration : IEntityTypeConfiguration<ScoreScaleRow>
{
    public void Configure(EntityTypeBuilder<ScoreScaleRow> row)
    {
        row.ToView("score_scales", LedgerViewsContext.Schema).HasNoKey();
        row.Property(scale => scale.Poll).HasColumnName("poll");
        row.Property(scale => scale.MaxScore).HasColumnName("max_score");
    }
}
