using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Voting.Worker.Ledger.Migrations;

/// <summary>Empty, as the model is: Entity Framework compares the two before it migrates.</summary>
[DbContext(typeof(LedgerDbContext))]
internal sealed class LedgerModelSnapshot : ModelSnapshot
{
    protected override void BuildModel(ModelBuilder modelBuilder)
    {
    }
}
