using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Migrations.Polls.Migrations;

/// <summary>No closing time outside of what the API accepts, the years 2000 to 2100: PostgreSQL rounds the last moment of the year 9999 to the year 10000, which no reader can hold.</summary>
[DbContext(typeof(PollsContext))]
[Migration("20261126000000_TimesInRange")]
internal sealed class TimesInRangeMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql("""
            update polls.poll set closes_at = null where closes_at >= '2101-01-01 00:00:00Z';
            update polls.poll set closes_at = '2000-01-01 00:00:00Z' where closes_at < '2000-01-01 00:00:00Z';
            alter table polls.poll add constraint closes_in_range check (closes_at >= '2000-01-01 00:00:00Z' and closes_at < '2101-01-01 00:00:00Z');
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql("alter table polls.poll drop constraint closes_in_range");
    }
}
