using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Migrations.Polls.Migrations;

[DbContext(typeof(PollsContext))]
[Migration("20261121000000_Polls")]
internal sealed class PollsMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "poll",
            schema: PollsContext.Schema,
            columns: table => new
            {
                id = table.Column<string>("character varying(40)", maxLength: 40),
                definition = table.Column<string>("jsonb"),
                version = table.Column<int>("integer"),
                published_version = table.Column<int>("integer"),
                closes_at = table.Column<DateTimeOffset>("timestamp with time zone", nullable: true),
                close_published = table.Column<bool>("boolean"),
                created_at = table.Column<DateTimeOffset>("timestamp with time zone"),
            },
            constraints: table => table.PrimaryKey("poll_pkey", poll => poll.id));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.DropTable("poll", PollsContext.Schema);
    }
}
