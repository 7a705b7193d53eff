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
            poll.HasKey("Id").HasName("poll_pkey");
            poll.ToTable("poll", "polls");
        });
    }
}
