using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

[DbContext(typeof(LedgerDbContext))]
[Migration(Name)]
internal sealed class ContentHashMigration() : SqlMigration(Name)
{
    private const string Name = "20261126000000_ContentHash";
}
