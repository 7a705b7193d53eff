using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

/// <summary>A step of the ledger's schema, written in SQL: the embedded file of the same name. There is no way back but a backup.</summary>
internal abstract class SqlMigration(string name) : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        using var sql = new StreamReader(typeof(SqlMigration).Assembly.GetManifestResourceStream($"{name}.sql")!);
        migrationBuilder.Sql(sql.ReadToEnd());
    }
}
