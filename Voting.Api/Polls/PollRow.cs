using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Voting.Api.Polls;

/// <summary>
/// A poll in the owner's own schema. It is an outbox as well: what is not published yet (a version, a close) goes
/// on the stream by <see cref="PollOutbox"/>, also after a crash between the two stores.
/// </summary>
internal sealed class PollRow
{
    public required string Id { get; init; }

    /// <summary>The definition as JSON (<see cref="Voting.Contracts.Polls.PollJson"/>).</summary>
    public required string Definition { get; set; }

    public required int Version { get; set; }

    public int PublishedVersion { get; set; }

    /// <summary>When the poll is to close; the outbox appends the close marker from then on.</summary>
    public DateTimeOffset? ClosesAt { get; set; }

    public bool ClosePublished { get; set; }

    public DateTimeOffset CreatedAt { get; init; } = DateTimeOffset.UtcNow;
}

internal sealed class PollRowConfiguration : IEntityTypeConfiguration<PollRow>
{
    public void Configure(EntityTypeBuilder<PollRow> builder)
    {
        builder.ToTable("poll", PollsDbContext.Schema);
        builder.HasKey(poll => poll.Id).HasName("poll_pkey");
        builder.Property(poll => poll.Id).HasColumnName("id").HasMaxLength(40);
        builder.Property(poll => poll.Definition).HasColumnName("definition").HasColumnType("jsonb").IsRequired();
        builder.Property(poll => poll.Version).HasColumnName("version");
        // PostgreSQL's own row version: whoever saves a row that somebody else has changed meanwhile, in whatever column, is told.
        builder.Property<uint>("xmin").IsRowVersion();
        builder.Property(poll => poll.PublishedVersion).HasColumnName("published_version");
        builder.Property(poll => poll.ClosesAt).HasColumnName("closes_at");
        builder.Property(poll => poll.ClosePublished).HasColumnName("close_published");
        builder.Property(poll => poll.CreatedAt).HasColumnName("created_at");
    }
}
