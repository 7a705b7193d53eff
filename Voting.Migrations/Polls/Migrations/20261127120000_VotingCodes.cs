using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Migrations.Polls.Migrations;

/// <summary>Voting codes, as hashes without a time. The API adds and revokes them; they go with the draft that has them.</summary>
[DbContext(typeof(PollsContext))]
[Migration("20261127120000_VotingCodes")]
internal sealed class VotingCodesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<int>("codes_version", "poll", "integer", schema: PollsContext.Schema, nullable: false, defaultValue: 0);
        migrationBuilder.AddColumn<int>("published_codes", "poll", "integer", schema: PollsContext.Schema, nullable: false, defaultValue: 0);
        migrationBuilder.CreateTable(
            name: "code",
            schema: PollsContext.Schema,
            columns: table => new
            {
                poll = table.Column<string>("character varying(40)", maxLength: 40),
                hash = table.Column<string>("text"),
                batch = table.Column<int>("integer"),
                revoked = table.Column<bool>("boolean"),
            },
            constraints: table => table.PrimaryKey("code_pkey", code => new { code.poll, code.hash }));
        migrationBuilder.Sql("""
            alter table polls.code add constraint code_poll foreign key (poll) references polls.poll (id) on delete cascade;
            grant select, insert, update (revoked) on polls.code to voting_api;
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.DropTable("code", PollsContext.Schema);
        migrationBuilder.DropColumn("published_codes", "poll", PollsContext.Schema);
        migrationBuilder.DropColumn("codes_version", "poll", PollsContext.Schema);
    }
}
