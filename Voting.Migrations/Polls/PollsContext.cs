using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Voting.Migrations.Polls;

/// <summary>The schema <c>polls</c> as its owner sees it: tables to be made, not polls to be read.</summary>
internal sealed class PollsContext(DbContextOptions<PollsContext> options) : DbContext(options)
{
    /// <summary>The schema.</summary>
    public const string Schema = "polls";

    /// <summary>Applies the migrations that are missing, on a session that is the owner's and stays open.</summary>
    /// <exception cref="NpgsqlException">PostgreSQL refused one, which then changed nothing, or is away.</exception>
    public static async Task MigrateAsync(NpgsqlConnection session, CancellationToken ct)
    {
        await using var context = On(session);
        await context.Database.MigrateAsync(ct);
    }

    /// <summary>The migrations' table has the name that it had while the API migrated this schema: what was applied then stays applied.</summary>
    internal static PollsContext On(NpgsqlConnection session) => new(new DbContextOptionsBuilder<PollsContext>()
        .UseNpgsql(session, npgsql => npgsql.MigrationsHistoryTable("__migrations", Schema).CommandTimeout(0)).Options);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PollRecord>(poll =>
        {
            poll.ToTable("poll", Schema);
            poll.HasKey(p => p.Id).HasName("poll_pkey");
            poll.Property(p => p.Id).HasColumnName("id").HasMaxLength(40);
            poll.Property(p => p.Definition).HasColumnName("definition").HasColumnType("jsonb");
            poll.Property(p => p.Version).HasColumnName("version");
            poll.Property(p => p.PublishedVersion).HasColumnName("published_version");
            poll.Property(p => p.ClosesAt).HasColumnName("closes_at");
            poll.Property(p => p.ClosePublished).HasColumnName("close_published");
            poll.Property(p => p.CreatedAt).HasColumnName("created_at");
            poll.Property(p => p.IsDraft).HasColumnName("is_draft");
            poll.Property(p => p.HostKeyHash).HasColumnName("host_key_hash");
            poll.Property(p => p.ArchivedAt).HasColumnName("archived_at");
            poll.Property(p => p.CodesVersion).HasColumnName("codes_version");
            poll.Property(p => p.PublishedCodes).HasColumnName("published_codes");
        });
        modelBuilder.Entity<CodeRecord>(code =>
        {
            code.ToTable("code", Schema);
            code.HasKey(c => new { c.Poll, c.Hash }).HasName("code_pkey");
            code.Property(c => c.Poll).HasColumnName("poll").HasMaxLength(40);
            code.Property(c => c.Hash).HasColumnName("hash");
            code.Property(c => c.Batch).HasColumnName("batch");
            code.Property(c => c.Revoked).HasColumnName("revoked");
        });
        modelBuilder.Entity<AuditRecord>(entry =>
        {
            entry.ToTable("audit", Schema);
            entry.HasKey(e => new { e.Poll, e.Sequence }).HasName("audit_pkey");
            entry.Property(e => e.Poll).HasColumnName("poll").HasMaxLength(40);
            entry.Property(e => e.Sequence).HasColumnName("sequence");
            entry.Property(e => e.At).HasColumnName("at");
            entry.Property(e => e.Action).HasColumnName("action");
            entry.Property(e => e.Actor).HasColumnName("actor");
            entry.Property(e => e.Detail).HasColumnName("detail");
            entry.Property(e => e.Hash).HasColumnName("hash");
        });
    }
}

/// <summary>The columns of <c>polls.poll</c>; what they mean stands at the API's own row.</summary>
internal sealed record PollRecord(
    string Id, string Definition, int Version, int PublishedVersion, DateTimeOffset? ClosesAt, bool ClosePublished, DateTimeOffset CreatedAt,
    bool IsDraft, byte[]? HostKeyHash, DateTimeOffset? ArchivedAt, int CodesVersion, int PublishedCodes);

/// <summary>The columns of <c>polls.code</c>.</summary>
internal sealed record CodeRecord(string Poll, string Hash, int Batch, bool Revoked);

/// <summary>The columns of <c>polls.audit</c>.</summary>
internal sealed record AuditRecord(string Poll, int Sequence, DateTimeOffset At, string Action, string Actor, string? Detail, string Hash);
