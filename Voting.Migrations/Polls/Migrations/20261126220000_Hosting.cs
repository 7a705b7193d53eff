using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Migrations.Polls.Migrations;

/// <summary>
/// Drafts, a host key of each poll, the archive, and the audit log of what hosts do. The API deletes drafts and no other poll, and only adds to the log.
/// </summary>
[DbContext(typeof(PollsContext))]
[Migration("20261126220000_Hosting")]
internal sealed class HostingMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<bool>("is_draft", "poll", "boolean", schema: PollsContext.Schema, nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<byte[]>("host_key_hash", "poll", "bytea", schema: PollsContext.Schema, nullable: true);
        migrationBuilder.AddColumn<DateTimeOffset>("archived_at", "poll", "timestamp with time zone", schema: PollsContext.Schema, nullable: true);
        migrationBuilder.CreateTable(
            name: "audit",
            schema: PollsContext.Schema,
            columns: table => new
            {
                poll = table.Column<string>("character varying(40)", maxLength: 40),
                sequence = table.Column<int>("integer"),
                at = table.Column<DateTimeOffset>("timestamp with time zone"),
                action = table.Column<string>("text"),
                actor = table.Column<string>("text"),
                detail = table.Column<string>("text", nullable: true),
                hash = table.Column<string>("text"),
            },
            constraints: table => table.PrimaryKey("audit_pkey", entry => new { entry.poll, entry.sequence }));
        // A join code finds one poll. Row security holds for the API's role, not for the owner: what was opened once, the API cannot delete.
        migrationBuilder.Sql("""
            create unique index poll_join_code on polls.poll ((definition->>'joinCode'));
            create index poll_newest on polls.poll (created_at desc, id desc);
            alter table polls.poll enable row level security;
            create policy every_poll on polls.poll for all to voting_api using (true) with check (true);
            create policy only_drafts on polls.poll as restrictive for delete to voting_api using (is_draft);
            grant delete on polls.poll to voting_api;
            grant select, insert on polls.audit to voting_api;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql("""
            revoke delete on polls.poll from voting_api;
            drop policy only_drafts on polls.poll;
            drop policy every_poll on polls.poll;
            alter table polls.poll disable row level security;
            drop index polls.poll_newest;
            drop index polls.poll_join_code;
            """);
        migrationBuilder.DropTable("audit", PollsContext.Schema);
        foreach (var column in (string[])["archived_at", "host_key_hash", "is_draft"])
        {
            migrationBuilder.DropColumn(column, "poll", PollsContext.Schema);
        }
    }
}
