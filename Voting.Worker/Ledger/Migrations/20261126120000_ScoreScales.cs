using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Voting.Worker.Ledger.Migrations;

[DbContext(typeof(LedgerDbContext))]
[Migration(Name)]
internal sealed class ScoreScalesMigration() : SqlMigration(Name)
{
    private const string Name = "20261126120000_ScoreScales";
}
