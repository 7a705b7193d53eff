using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Migrations.Polls.Migrations;

/// <summary>The API owns nothing here: it reads and writes polls, and looks which migrations were applied. It deletes none.</summary>
[DbContext(typeof(PollsContext))]
[Migration("20261126120000_RuntimeRoles")]
internal sealed class RuntimeRolesMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql("""
            revoke all on schema polls from public, voting_api;
            revoke all on all tables in schema polls from public, voting_api;
            grant usage on schema polls to voting_api;
            grant select, insert, update on polls.poll to voting_api;
            grant select on polls.__migrations to voting_api;
            """);
    }
}
