using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

[DbContext(typeof(LedgerDbContext))]
[Migration(Name)]
internal sealed class SumsMigration() : SqlMigration(Name)
{
    private const string Name = "20261126010000_Sums";
}
