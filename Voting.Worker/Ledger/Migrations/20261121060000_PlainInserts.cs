using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

[DbContext(typeof(LedgerDbContext))]
[Migration(Name)]
internal sealed class PlainInsertsMigration() : SqlMigration(Name)
{
    private const string Name = "20261121060000_PlainInserts";
}
