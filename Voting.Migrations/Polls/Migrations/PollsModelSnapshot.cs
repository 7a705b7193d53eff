using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Voting.Migrations.Polls.Migrations;

/// <summary>The tables that the migrations of this folder add up to. A change of <see cref="PollsContext"/> without a migration fails a test.</summary>
[DbContext(typeof(PollsContext))]
internal sealed class PollsModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.Entity("Voting.Migrations.Polls.PollRecord", poll =>
        {
            poll.Property<string>("Id").HasMaxLength(40).HasColumnType("character varying(40)").HasColumnName("id");
            poll.Property<string>("Definition").IsRequired().HasColumnType("jsonb").HasColumnName("definition");
            poll.Property<int>("Version").HasColumnType("integer").HasColumnName("version");
            poll.Property<int>("PublishedVersion").HasColumnType("integer").HasColumnName("published_version");
            poll.Property<DateTimeOffset?>("ClosesAt").HasColumnType("timestamp with time zone").HasColumnName("closes_at");
            poll.Property<bool>("ClosePublished").HasColumnType("boolean").HasColumnName("close_published");
            poll.Property<DateTimeOffset>("CreatedAt").HasColumnType("timestamp with time zone").HasColumnName("created_at");
            poll.Property<bool>("IsDraft").HasColumnType("boolean").HasColumnName("is_draft");
            poll.Property<byte[]>("HostKeyHash").HasColumnType("bytea").HasColumnName("host_key_hash");
            poll.Property<DateTimeOffset?>("ArchivedAt").HasColumnType("timestamp with time zone").HasColumnName("archived_at");
            poll.Property<int>("CodesVersion").HasColumnType("integer").HasColumnName("codes_version");
            poll.Property<int>("PublishedCodes").HasColumnType("integer").HasColumnName("published_codes");
            poll.HasKey("Id").HasName("poll_pkey");
            poll.ToTable("poll", "polls");
        });
        modelBuilder.Entity("Voting.Migrations.Polls.CodeRecord", code =>
        {
            code.Property<string>("Poll").HasMaxLength(40).HasColumnType("character varying(40)").HasColumnName("poll");
            code.Property<string>("Hash").HasColumnType("text").HasColumnName("hash");
            code.Property<int>("Batch").HasColumnType("integer").HasColumnName("batch");
            code.Property<bool>("Revoked").HasColumnType("boolean").HasColumnName("revoked");
            code.HasKey("Poll", "Hash").HasName("code_pkey");
            code.ToTable("code", "polls");
        });
        modelBuilder.Entity("Voting.Migrations.Polls.AuditRecord", entry =>
        {
            entry.Property<string>("Poll").HasMaxLength(40).HasColumnType("character varying(40)").HasColumnName("poll");
            entry.Property<int>("Sequence").HasColumnType("integer").HasColumnName("sequence");
            entry.Property<DateTimeOffset>("At").HasColumnType("timestamp with time zone").HasColumnName("at");
            entry.Property<string>("Action").IsRequired().HasColumnType("text").HasColumnName("action");
            entry.Property<string>("Actor").IsRequired().HasColumnType("text").HasColumnName("actor");
            entry.Property<string>("Detail").HasColumnType("text").HasColumnName("detail");
            entry.Property<string>("Hash").IsRequired().HasColumnType("text").HasColumnName("hash");
            entry.HasKey("Poll", "Sequence").HasName("audit_pkey");
            entry.ToTable("audit", "polls");
        });
    }
}
