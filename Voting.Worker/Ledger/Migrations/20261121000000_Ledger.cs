using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

[DbContext(typeof(LedgerDbContext))]
[Migration("20261121000000_Ledger")]
internal sealed class LedgerMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        using var sql = new StreamReader(typeof(LedgerMigration).Assembly.GetManifestResourceStream("20261121000000_Ledger.sql")!);
        migrationBuilder.Sql(sql.ReadToEnd());
    }
}
