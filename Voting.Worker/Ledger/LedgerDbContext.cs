using Microsoft.EntityFrameworkCore;

namespace Voting.Worker.Ledger;

/// <summary>
/// The ledger's database. Its schema is SQL (Migrations/*.sql), because what it promises lives in constraints,
/// triggers and functions; the model is empty so that there is one truth.
/// </summary>
internal sealed class LedgerDbContext(DbContextOptions<LedgerDbContext> options) : DbContext(options)
{
    public const string Schema = "ledger";
}
