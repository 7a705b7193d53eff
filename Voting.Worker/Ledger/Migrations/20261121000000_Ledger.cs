using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

[DbContext(typeof(LedgerDbContext))]
[Migration(Name)]
internal sealed class LedgerMigration() : SqlMigration(Name)
{
    private const string Name = "20261121000000_Ledger";
}
