using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Voting.Contracts.Polls;

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

    /// <summary>Only its hosts see it, and it is not published.</summary>
    public bool IsDraft { get; set; }

    /// <summary>The hash of the host key; null in polls from before there were host keys, and of the seed poll.</summary>
    public byte[]? HostKeyHash { get; set; }

    /// <summary>Since when the poll stands in no list; null: it does.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }

    /// <summary>Counts the changes of the poll's voting codes.</summary>
    public int CodesVersion { get; set; }

    /// <summary>The <see cref="CodesVersion"/> that is in Redis.</summary>
    public int PublishedCodes { get; set; }

    /// <summary>Whether the poll is closed, or is to be as soon as the outbox gets to it.</summary>
    public bool IsClosed(DateTimeOffset now) => !IsDraft && (ClosePublished || ClosesAt <= now);

    /// <summary>Takes over a new version; a draft stays one.</summary>
    public void Change(PollDefinition next)
    {
        Definition = PollJson.Write(next);
        Version = next.Version;
        ClosesAt = next.ClosesAt;
    }

    /// <summary>Takes over a new version that is to be published. A draft, which has no voters yet, gets the voter key <paramref name="voterKey"/>, unless it has voting codes, which are hashed under another one.</summary>
    public void Publish(PollDefinition next, string voterKey)
    {
        Change(IsDraft ? next with { VoterKey = next.VoterKey ?? voterKey } : next);
        IsDraft = false;
    }

    /// <summary>The poll as a host sees it.</summary>
    public Poll Show(DateTimeOffset now) => Show(PollJson.Read(Definition), now);

    public Poll Show(PollDefinition definition, DateTimeOffset now) => Poll.Of(definition, IsClosed(now), now) is var poll && IsDraft ? poll with { State = PollState.Draft } : poll;
}

internal sealed class PollRowConfiguration : IEntityTypeConfiguration<PollRow>
{
    /// <summary>Violated by a poll whose id another one has.</summary>
    public const string Key = "poll_pkey";

    /// <summary>Violated by a poll whose join code another one has.</summary>
    public const string JoinCodeIndex = "poll_join_code";

    public void Configure(EntityTypeBuilder<PollRow> builder)
    {
        builder.ToTable("poll", PollsDbContext.Schema);
        builder.HasKey(poll => poll.Id).HasName(Key);
        builder.Property(poll => poll.Id).HasColumnName("id").HasMaxLength(40);
        builder.Property(poll => poll.Definition).HasColumnName("definition").HasColumnType("jsonb").IsRequired();
        builder.Property(poll => poll.Version).HasColumnName("version");
        // PostgreSQL's own row version: whoever saves a row that somebody else has changed meanwhile, in whatever column, is told.
        builder.Property<uint>("xmin").IsRowVersion();
        builder.Property(poll => poll.PublishedVersion).HasColumnName("published_version");
        builder.Property(poll => poll.ClosesAt).HasColumnName("closes_at");
        builder.Property(poll => poll.ClosePublished).HasColumnName("close_published");
        builder.Property(poll => poll.CreatedAt).HasColumnName("created_at");
        builder.Property(poll => poll.IsDraft).HasColumnName("is_draft");
        builder.Property(poll => poll.HostKeyHash).HasColumnName("host_key_hash");
        builder.Property(poll => poll.ArchivedAt).HasColumnName("archived_at");
        builder.Property(poll => poll.CodesVersion).HasColumnName("codes_version");
        builder.Property(poll => poll.PublishedCodes).HasColumnName("published_codes");
    }
}
